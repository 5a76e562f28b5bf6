namespace Supervisorctl.Commands;

/// <summary>quit and exit.</summary>
internal sealed class QuitCommand(string name) : Command
{
    public override string Name => name;

    public override string Help => $"{name}\tExit the supervisor shell.";

    public override void Run(Session session, string argument)
    {
        session.WriteLine("");
        session.IsEnding = true;
    }
}
