using System.Collections.Immutable;
using Supervisor.Engine.Shutdown;
using Supervisor.Protocol.Framing;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Engine.Control;

/// <summary>Takes requests in, sees to it that each is answered once, and gives each to those who carry it out.</summary>
internal sealed class RequestDesk(
    ProcessRequests processes,
    ChoiceRequests choices,
    ConfigurationRequests configurations,
    LogRequests logs,
    StandardInputRequests standardInput,
    TreeRequests trees,
    DaemonRequests daemon,
    ShutdownSequence shutdown
) : IRequestHandler
{
    /// <summary>More than clients have connections for.</summary>
    private const int MostOpen = 16_384;

    private readonly Dictionary<(IRequestCaller, uint), RequestTicket> _open = [];

    public void Handle(IRequestCaller caller, uint number, Request request)
    {
        var ticket = TicketOf(caller, number, request);
        if (_open.Count >= MostOpen)
            throw new ProtocolException($"more than {MostOpen} requests wait for their answer");
        if (!_open.TryAdd((caller, number), ticket))
            throw new ProtocolException($"request {number} has not been answered yet, and there is another of this number");
        // Nothing is begun any more while everything is being stopped (reference 3.1).
        if (shutdown.HasBegun && request is not (Request.DescribeDaemon or Request.SendRemoteEvent))
            ticket.Refuse(ControlResult.ShuttingDown, "");
        else
            Dispatch(ticket, request);
    }

    public void Cancel(IRequestCaller caller, uint number)
    {
        if (_open.Remove((caller, number), out var ticket))
            ticket.Cancel();
    }

    public void CallerGone(IRequestCaller caller)
    {
        foreach (var (key, ticket) in _open.Where(entry => ReferenceEquals(entry.Key.Item1, caller)).ToArray())
        {
            _open.Remove(key);
            ticket.Cancel();
        }
    }

    /// <summary>Every request that waits can go over to the next master.</summary>
    public bool IsPassable => !processes.HaveWork && _open.Values.All(ticket => ticket.Progress() is not null);

    /// <summary>What the next master is to answer to the caller in place of this one.</summary>
    public ImmutableArray<PassedCall> CallsOf(IRequestCaller caller) =>
        [
            .. from ticket in _open.Values
            where ReferenceEquals(ticket.Caller, caller)
            let progress = ticket.Progress()
            where progress is not null
            select new PassedCall(ticket.Number, ticket.Request, progress),
        ];

    /// <summary>Goes on with a request that another master has begun, before anything has changed since.</summary>
    public void Resume(IRequestCaller caller, PassedCall call)
    {
        var ticket = TicketOf(caller, call.Number, call.Request);
        if (_open.TryAdd((caller, call.Number), ticket))
            processes.Resume(ticket, call.Progress);
    }

    /// <summary>Refuses what cannot go over to the next master. What has been begun of it may be done or not.</summary>
    public void RefuseOthers(string reason)
    {
        foreach (var ticket in _open.Values.Where(ticket => ticket.Progress() is null).ToArray())
            ticket.Refuse(ControlResult.Failed, reason);
    }

    private RequestTicket TicketOf(IRequestCaller caller, uint number, Request request) =>
        new(caller, number, request, ended => _open.Remove((ended.Caller, ended.Number)));

    private void Dispatch(RequestTicket ticket, Request request)
    {
        switch (request)
        {
            case Request.DescribeDaemon:
                daemon.Describe(ticket);
                break;
            case Request.ListProcesses list:
                processes.List(ticket, list);
                break;
            case Request.ListConfigurations:
                configurations.List(ticket);
                break;
            case Request.Start start:
                processes.Start(ticket, start);
                break;
            case Request.Stop stop:
                processes.Stop(ticket, stop);
                break;
            case Request.Restart restart:
                processes.Restart(ticket, restart);
                break;
            case Request.Signal signal:
                processes.Signal(ticket, signal);
                break;
            case Request.WaitForState wait:
                processes.WaitForState(ticket, wait);
                break;
            case Request.Disable disable:
                choices.Disable(ticket, disable);
                break;
            case Request.Enable enable:
                choices.Enable(ticket, enable);
                break;
            default:
                DispatchOther(ticket, request);
                break;
        }
    }

    private void DispatchOther(RequestTicket ticket, Request request)
    {
        switch (request)
        {
            case Request.ReadConfiguration:
                configurations.Read(ticket);
                break;
            case Request.AddGroup add:
                configurations.AddGroup(ticket, add);
                break;
            case Request.RemoveGroup remove:
                configurations.RemoveGroup(ticket, remove);
                break;
            case Request.Reload reload:
                configurations.Reload(ticket, reload);
                break;
            case Request.ListTrees list:
                trees.List(ticket, list);
                break;
            case Request.OpenLog open:
                logs.Open(ticket, open);
                break;
            case Request.OpenDaemonLog:
                logs.OpenDaemonLog(ticket);
                break;
            case Request.ClearLogs clear:
                logs.Clear(ticket, clear);
                break;
            case Request.ClearDaemonLog:
                logs.ClearDaemonLog(ticket);
                break;
            case Request.WriteStandardInput write:
                standardInput.Write(ticket, write);
                break;
            case Request.SendRemoteEvent send:
                daemon.SendRemoteEvent(ticket, send);
                break;
            case Request.ShutDown:
                daemon.ShutDown(ticket);
                break;
            case Request.RestartDaemon:
                daemon.Restart(ticket);
                break;
            case Request.Upgrade upgrade:
                daemon.UpgradeWanted(ticket, upgrade.Binary);
                break;
            default:
                throw new InvalidOperationException($"no such request: {request}");
        }
    }
}
