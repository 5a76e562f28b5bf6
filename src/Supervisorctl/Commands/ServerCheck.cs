using Supervisorctl.Connection;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>Whether a server is there that this client can speak to, asked before most actions.</summary>
internal static class ServerCheck
{
    private const string ApiVersion = "3.0";

    /// <summary>False when it is not; why has been told, and is in the exit status.</summary>
    public static bool Passes(Session session)
    {
        try
        {
            var version = session.Call("getVersion") is XmlRpcValue.Text text ? text.Value : "";
            if (version == ApiVersion)
                return true;
            session.Fail(
                $"Sorry, this version of supervisorctl expects to talk to a server with API version {ApiVersion}, but the remote version is "
                    + $"{version}.",
                ExitStatus.WrongVersion
            );
        }
        catch (XmlRpcFault fault) when (fault.IsUnknownMethod)
        {
            session.Fail(
                "Sorry, supervisord responded but did not recognize the supervisor namespace commands that supervisorctl uses to control "
                    + "it.  Please check that the [rpcinterface:supervisor] section is enabled in the configuration file (see sample.conf).",
                ExitStatus.Unimplemented
            );
        }
        catch (ConnectionException failure) when (failure.IsRefused)
        {
            session.Fail($"{session.ServerUrl} refused connection", ExitStatus.Refused);
        }
        catch (ConnectionException failure) when (failure.IsNoSuchFile)
        {
            session.Fail($"{session.ServerUrl} no such file", ExitStatus.NotRunning);
        }
        return false;
    }
}
