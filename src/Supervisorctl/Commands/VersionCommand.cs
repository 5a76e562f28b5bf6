using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>version: the daemon's.</summary>
internal sealed class VersionCommand : Command
{
    public override string Name => "version";

    public override string Help => "version\t\t\tShow the version of the remote supervisord process";

    public override void Run(Session session, string argument)
    {
        if (RefusesArgument(session, argument) || !ServerCheck.Passes(session))
            return;
        if (session.Call("getSupervisorVersion") is XmlRpcValue.Text version)
            session.WriteLine(version.Value);
    }
}
