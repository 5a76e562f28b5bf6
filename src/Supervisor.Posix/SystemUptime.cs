using System.Globalization;

namespace Supervisor.Posix;

/// <summary>The clock that start times of processes are measured on.</summary>
public static class SystemUptime
{
    /// <summary>Since the boot, time in suspension included, to a hundredth of a second (proc(5), /proc/uptime).</summary>
    public static TimeSpan Now
    {
        get
        {
            var text = KernelFile.ReadText("/proc/uptime");
            return TimeSpan.FromSeconds(
                double.Parse(text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture)
            );
        }
    }
}
