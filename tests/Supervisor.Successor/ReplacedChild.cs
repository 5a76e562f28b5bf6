using System.Diagnostics;
using System.Globalization;
using System.Text;
using Supervisor.Posix;

namespace Supervisor.Successor;

/// <summary>A program's process that has ended under this executable, and been started again.</summary>
internal static class ReplacedChild
{
    public static void Make(string processId)
    {
        var environment = File.ReadAllBytes($"/proc/{processId}/environ");
        var child = int.Parse(processId, CultureInfo.InvariantCulture);
        _ = ProcessSignals.Send(child, SignalNumber.Kill);
        // It stays a zombie, for whoever goes on.
        while (ProcessStat.TryRead(child, out var stat) && !stat.HasEnded)
            Thread.Yield();
        // It leads a process group, as every child of a master does.
        var start = new ProcessStartInfo("setsid", ["sleep", "1000"]);
        start.Environment.Clear();
        foreach (var entry in Encoding.UTF8.GetString(environment).Split('\0', StringSplitOptions.RemoveEmptyEntries))
            start.Environment[entry[..entry.IndexOf('=', StringComparison.Ordinal)]] = entry[
                (entry.IndexOf('=', StringComparison.Ordinal) + 1)..
            ];
        using var next = Process.Start(start);
    }
}
