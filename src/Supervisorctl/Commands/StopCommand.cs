namespace Supervisorctl.Commands;

/// <summary>stop: processes, groups or all, and waits until they are down.</summary>
internal sealed class StopCommand : Command
{
    public override string Name => "stop";

    public override string Help =>
        "stop <name>\t\tStop a process\n"
        + "stop <gname>:*\t\tStop all processes in a group\n"
        + "stop <name> <name>\tStop multiple processes or groups\n"
        + "stop all\t\tStop all processes";

    public override void Run(Session session, string argument)
    {
        if (!ServerCheck.Passes(session))
            return;
        var names = WordsOf(argument);
        if (names.Length == 0)
            RefuseUse(session, "Error: stop requires a process name");
        else if (!ParallelCalls.TryRun(session, ProcessAction.Stop, names))
            SequentialCalls.Run(session, ProcessAction.Stop, names);
    }
}
