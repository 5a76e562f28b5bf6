using System.Globalization;
using System.Text;
using Supervisor.Posix;

namespace Supervisor.Keeper;

/// <summary>
/// What the keeper has to say goes to syslog: it has no log of its own, and what it says is about a master that cannot write one.
/// </summary>
internal static class KeeperVoice
{
    private const string Device = "/dev/log";

    /// <summary>Facility daemon (3), severity of syslog(3).</summary>
    private const int DaemonFacility = 3 << 3;
    private const int ErrorSeverity = 3;

    public static void Complain(string text)
    {
        if (LocalDatagramSocket.TryConnect(Device, out var socket) != 0)
            return;
        using (socket)
        {
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"<{DaemonFacility | ErrorSeverity}>supervisord[{ThisProcess.Id}]: {text}"
            );
            // A log service whose queue is full must not stop the keeper; then nobody is told.
            _ = socket!.TrySend(Encoding.UTF8.GetBytes(line));
        }
    }
}
