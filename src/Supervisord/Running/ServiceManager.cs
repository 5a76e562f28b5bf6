using System.Globalization;
using Supervisor.Engine.Control;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisord.Running;

/// <summary>A manager that speaks the protocol of sd_notify(3), such as systemd.</summary>
/// <param name="identity">Whose process is the one that the manager started, and outlives this one.</param>
internal sealed class ServiceManager(ServiceNotification notification, MonotonicClock clock, DaemonIdentity identity) : IServiceManager
{
    private const long NanosecondsPerMicrosecond = 1_000;

    public void Ready(string status) => notification.Tell($"READY=1\nMAINPID={Number(identity.ProcessId)}\nSTATUS={status}");

    /// <summary>With the time of the kernel's monotonic clock, by which the manager tells the answer to its own request from an older one.</summary>
    public void Reloading(string status) =>
        notification.Tell($"RELOADING=1\nMONOTONIC_USEC={Number(clock.Now.Nanoseconds / NanosecondsPerMicrosecond)}\nSTATUS={status}");

    public void Stopping() => notification.Tell("STOPPING=1\nSTATUS=Stopping the programs");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
