using Supervisor.Posix;

namespace Supervisord.Startup;

/// <summary>The signals that the master reads from its signalfd, and how their dispositions must be for that.</summary>
internal static class MasterSignals
{
    /// <summary>
    /// SIGTTOU, SIGTTIN and SIGTSTP are among them so that they have no effect: they are read and dropped. While SIGTTOU is blocked a
    /// background process may write to its terminal.
    /// </summary>
    public static readonly SignalSet Handled = SignalSet.Of(
        SignalNumber.Child,
        SignalNumber.Hangup,
        SignalNumber.Terminate,
        SignalNumber.Interrupt,
        SignalNumber.Quit,
        SignalNumber.User1,
        SignalNumber.User2,
        SignalNumber.TerminalStop,
        SignalNumber.TerminalInput,
        SignalNumber.TerminalOutput
    );

    /// <summary>
    /// What the signalfd reads. The kernel keeps a blocked signal pending although it is ignored (sig_ignored() in its signal.c), so one
    /// that is to stay ignored must not be read.
    /// </summary>
    public static SignalSet Read(bool keepsHangupIgnored) => keepsHangupIgnored ? Handled.Without(SignalNumber.Hangup) : Handled;

    /// <summary>
    /// Gives every handled signal its default action, because an ignored one is not even kept pending (signal(7)), and an ignored SIGCHLD
    /// makes the kernel reap children itself (wait(2)).
    /// </summary>
    public static void ResetDispositions(bool keepsHangupIgnored)
    {
        foreach (var signal in Handled.ToArray())
        {
            if (signal == SignalNumber.Hangup && keepsHangupIgnored)
                SignalDispositions.SetIgnored(signal);
            else
                SignalDispositions.SetDefault(signal);
        }
    }
}
