namespace Supervisor.Posix;

/// <summary>One signal read from a signalfd, with who sent it (signalfd(2), siginfo).</summary>
/// <param name="Signal">Which.</param>
/// <param name="SenderProcessId">0 when the kernel sent it, as it does for a key of the terminal.</param>
/// <param name="SenderUserId">The real uid of the sender.</param>
/// <param name="IsFromKernel">SI_KERNEL: a terminal's interrupt or quit key, or a hang-up.</param>
public readonly record struct ReceivedSignal(SignalNumber Signal, int SenderProcessId, uint SenderUserId, bool IsFromKernel);
