namespace Supervisorctl.Commands;

/// <summary>open: speaks to another server from now on.</summary>
internal sealed class OpenCommand : Command
{
    public override string Name => "open";

    public override string Help =>
        "open <url>\tConnect to a remote supervisord process.\n" + "\t\t(for UNIX domain socket, use unix:///socket/path)";

    public override void Run(Session session, string argument)
    {
        if (!argument.StartsWith("http:", StringComparison.Ordinal) && !argument.StartsWith("unix:", StringComparison.Ordinal))
        {
            session.Fail("ERROR: url must be http:// or unix://");
            return;
        }
        session.Open(argument);
        var before = session.Status;
        new StatusCommand().Run(session, "");
        session.Status = before;
    }
}
