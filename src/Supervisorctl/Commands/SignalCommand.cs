using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>signal: sends a signal to processes, groups or all.</summary>
internal sealed class SignalCommand : Command
{
    public override string Name => "signal";

    public override string Help =>
        "signal <signal name> <name>\t\tSignal a process\n"
        + "signal <signal name> <gname>:*\t\tSignal all processes in a group\n"
        + "signal <signal name> <name> <name>\tSignal multiple processes or groups\n"
        + "signal <signal name> all\t\tSignal all processes";

    public override void Run(Session session, string argument)
    {
        if (!ServerCheck.Passes(session))
            return;
        if (WordsOf(argument) is [var signal, _, ..] words)
            SequentialCalls.Run(session, ProcessAction.Signal, words[1..], XmlRpcArguments.Of(signal));
        else
            RefuseUse(session, "Error: signal requires a signal name and a process name");
    }
}
