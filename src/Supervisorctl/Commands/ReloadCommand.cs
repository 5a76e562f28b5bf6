using Supervisor.Protocol.Replies;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>reload: starts the daemon anew.</summary>
internal sealed class ReloadCommand : Command
{
    public override string Name => "reload";

    public override string Help => "reload \t\tRestart the remote supervisord.";

    public override void Run(Session session, string argument)
    {
        if (RefusesArgument(session, argument) || !Confirmation.IsGiven(session, "Really restart the remote supervisord process y/N? "))
            return;
        try
        {
            session.Call("restart");
            session.WriteLine("Restarted supervisord");
        }
        catch (XmlRpcFault fault) when (fault.Code == ControlResult.ShuttingDown)
        {
            session.Fail("ERROR: already shutting down");
        }
    }
}
