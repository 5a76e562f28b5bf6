using System.Globalization;
using Supervisor.Posix;

namespace Supervisor.Engine.Loop;

/// <summary>Who sent a signal, for the log.</summary>
internal static class SenderText
{
    /// <summary>"sent by pid 12 (kill 34), uid 0" with as much as can still be found out, since the sender may be gone.</summary>
    public static string Of(in ReceivedSignal signal)
    {
        if (signal.IsFromKernel)
            return "sent by the terminal or the kernel";
        if (signal.SenderProcessId == 0)
            return "sent from outside this pid namespace";
        var uid = signal.SenderUserId.ToString(CultureInfo.InvariantCulture);
        var command = ProcessDescription.Of(signal.SenderProcessId) is { } sender ? $" ({sender.CommandLine})" : "";
        return $"sent by pid {signal.SenderProcessId}{command}, uid {uid}";
    }
}
