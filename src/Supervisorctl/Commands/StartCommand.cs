namespace Supervisorctl.Commands;

/// <summary>start: processes, groups or all, and waits until they are up.</summary>
internal sealed class StartCommand : Command
{
    public override string Name => "start";

    public override string Help =>
        "start <name>\t\tStart a process\n"
        + "start <gname>:*\t\tStart all processes in a group\n"
        + "start <name> <name>\tStart multiple processes or groups\n"
        + "start all\t\tStart all processes";

    public override void Run(Session session, string argument)
    {
        if (!ServerCheck.Passes(session))
            return;
        var names = WordsOf(argument);
        if (names.Length == 0)
            RefuseUse(session, "Error: start requires a process name", ExitStatus.InvalidArguments);
        else if (!ParallelCalls.TryRun(session, ProcessAction.Start, names))
            SequentialCalls.Run(session, ProcessAction.Start, names);
    }
}
