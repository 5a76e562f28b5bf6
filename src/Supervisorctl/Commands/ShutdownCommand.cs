using Supervisor.Protocol.Replies;
using Supervisorctl.Connection;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>shutdown: ends the daemon and its programs.</summary>
internal sealed class ShutdownCommand : Command
{
    public override string Name => "shutdown";

    public override string Help => "shutdown \tShut the remote supervisord down.";

    public override void Run(Session session, string argument)
    {
        if (RefusesArgument(session, argument) || !Confirmation.IsGiven(session, "Really shut the remote supervisord process down y/N? "))
            return;
        try
        {
            session.Call("shutdown");
            session.WriteLine("Shut down");
        }
        catch (XmlRpcFault fault) when (fault.Code == ControlResult.ShuttingDown)
        {
            session.WriteLine("ERROR: already shutting down");
        }
        catch (ConnectionException failure) when (failure.IsRefused)
        {
            session.Fail($"ERROR: {session.ServerUrl} refused connection (already shut down?)");
        }
        catch (ConnectionException failure) when (failure.IsNoSuchFile)
        {
            session.Fail($"ERROR: {session.ServerUrl} no such file (already shut down?)");
        }
    }
}
