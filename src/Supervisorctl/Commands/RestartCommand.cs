namespace Supervisorctl.Commands;

/// <summary>restart: each process on its own, where the server can do that; else all down, then all up, as the original does.</summary>
internal sealed class RestartCommand : Command
{
    public override string Name => "restart";

    public override string Help =>
        "restart <name>\t\tRestart a process\n"
        + "restart <gname>:*\tRestart all processes in a group\n"
        + "restart <name> <name>\tRestart multiple processes or groups\n"
        + "restart all\t\tRestart all processes\n"
        + "Note: restart does not reread config files. For that, see reread and update.";

    public override void Run(Session session, string argument)
    {
        if (!ServerCheck.Passes(session))
            return;
        var names = WordsOf(argument);
        if (names.Length == 0)
        {
            RefuseUse(session, "Error: restart requires a process name");
            return;
        }
        if (RestartCalls.TryRun(session, names))
            return;
        SequentialCalls.Run(session, ProcessAction.Stop, names);
        SequentialCalls.Run(session, ProcessAction.Start, names);
    }
}
