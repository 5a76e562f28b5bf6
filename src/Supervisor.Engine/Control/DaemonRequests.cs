using Supervisor.Configuration.Settings;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Reload;
using Supervisor.Engine.Shutdown;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Engine.Control;

/// <summary>Requests about the daemon as a whole.</summary>
internal sealed class DaemonRequests(
    DaemonIdentity identity,
    ConfigurationInForce configuration,
    ConfigurationLoads loads,
    ShutdownSequence shutdown,
    IControlEvents events,
    IDaemonLog log
)
{
    /// <summary>The end that has begun is to be followed by a new beginning.</summary>
    public bool RestartRequested { get; private set; }

    public void Describe(RequestTicket ticket) =>
        ticket.Answer(
            new Reply.DaemonDescribed(configuration.Settings.Daemon.Identifier, identity.Version, identity.ProcessId, State)
            {
                MasterId = Posix.ThisProcess.Id,
                Upgrades = identity.Upgrades,
            }
        );

    public void SendRemoteEvent(RequestTicket ticket, Request.SendRemoteEvent request)
    {
        events.RemoteCommunication(request.Type, request.Data);
        ticket.Answer(Reply.Done.Instance);
    }

    public void ShutDown(RequestTicket ticket)
    {
        log.Write(DaemonLogLevel.Warn, "received an exit request from a client");
        ticket.Answer(Reply.Done.Instance);
        shutdown.Begin();
    }

    /// <summary>Told who wants to go over to which executable.</summary>
    public Action<RequestTicket, string> UpgradeWanted { get; set; } =
        (ticket, _) => ticket.Refuse(ControlResult.Failed, "not possible here");

    /// <summary>The daemon ends and stays so.</summary>
    public void GiveUpRestart() => RestartRequested = false;

    /// <summary>A configuration with mistakes is found before anything is stopped: the daemon could not begin anew with it.</summary>
    public void Restart(RequestTicket ticket) =>
        loads.Request(result =>
        {
            if (shutdown.HasBegun)
            {
                ticket.Refuse(ControlResult.ShuttingDown, "");
                return;
            }
            if (configuration.Accept(result) is null)
            {
                ticket.Refuse(ControlResult.CannotReread, Configuration.Diagnostics.DiagnosticRenderer.Render(result.Errors).TrimEnd('\n'));
                return;
            }
            log.Write(DaemonLogLevel.Warn, "received a restart request from a client");
            RestartRequested = true;
            ticket.Answer(Reply.Done.Instance);
            shutdown.Begin();
        });

    private SupervisorState State =>
        !shutdown.HasBegun ? SupervisorState.Running
        : RestartRequested ? SupervisorState.Restarting
        : SupervisorState.Shutdown;
}
