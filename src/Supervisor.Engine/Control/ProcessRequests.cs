using Supervisor.Engine.Slots;
using Supervisor.Engine.Spawning;
using Supervisor.Engine.Time;
using Supervisor.Posix;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Engine.Control;

/// <summary>Requests about processes: what they are, starting, stopping, signalling, waiting.</summary>
internal sealed class ProcessRequests(
    Roster roster,
    SlotDriver driver,
    SpawnWatch spawns,
    WaitingCalls waiting,
    SnapshotFactory snapshots,
    MonotonicClock clock,
    TimerQueue timers
)
{
    /// <summary>Some requests have still something to do before they only wait.</summary>
    public bool HaveWork => waiting.HaveWork;

    public void List(RequestTicket ticket, Request.ListProcesses request)
    {
        if (ProcessSelection.Find(roster, request.Processes, ticket) is { } slots)
            ticket.Answer(snapshots.List(slots));
    }

    /// <summary>Of several, those that run already are left out (reference 3.3).</summary>
    public void Start(RequestTicket ticket, Request.Start request)
    {
        if (Find(ticket, request.Processes, slot => !slot.Status.State.IsRunning()) is { } slots)
            Run(ticket, slots);
    }

    /// <summary>
    /// Of several, only those that run are stopped, the last to start first (reference 9); they are told in the order that clients know.
    /// </summary>
    public void Stop(RequestTicket ticket, Request.Stop request)
    {
        if (Find(ticket, request.Processes, StopCall.IsStoppable) is not { } slots)
            return;
        Array.Reverse(slots);
        Run(ticket, slots);
    }

    public void Restart(RequestTicket ticket, Request.Restart request)
    {
        if (Find(ticket, request.Processes, _ => true) is { } slots)
            Run(ticket, slots);
    }

    /// <summary>Goes on with a request that another master has begun, before anything has changed since.</summary>
    public void Resume(RequestTicket ticket, CallProgress progress)
    {
        if (ticket.Request is Request.WaitForState wait)
        {
            if (progress.Processes is [var process] && SlotOf(process.Name) is { } slot)
                WaitForState(ticket, slot, wait, progress.Deadline, waiting.Resume);
            else
                ticket.Refuse(ControlResult.BadName, wait.Process.Name ?? "");
            return;
        }
        var (collector, calls) = Prepare(ticket);
        foreach (var (name, stage, outcome) in progress.Processes)
        {
            if (outcome is not null)
                calls.AddEnded(outcome);
            else if (SlotOf(name) is not { } slot)
                calls.AddEnded(new ProcessOutcome(name, ControlResult.Failed, $"{name.DisplayName} is not known any more"));
            else
            {
                var call = Create(ticket.Request, slot, collector.Expect());
                calls.Add(call);
                waiting.Resume(call, stage);
            }
        }
        collector.Close();
    }

    /// <summary>Of several, only those that have a process are signalled, and a bad name is told for each.</summary>
    public void Signal(RequestTicket ticket, Request.Signal request)
    {
        if (Find(ticket, request.Processes, IsSignallable) is { } slots)
            ticket.Handled([.. slots.Select(slot => Signal(slot, request.SignalText))]);
    }

    public void WaitForState(RequestTicket ticket, Request.WaitForState request)
    {
        if (!request.Process.IsOne)
            ticket.Refuse(ControlResult.BadName, request.Process.Group ?? "");
        else if (ProcessSelection.Find(roster, request.Process, ticket) is [var slot])
            WaitForState(ticket, slot, request, DeadlineOf(request), (call, _) => waiting.Begin(call));
    }

    private MonotonicTime? DeadlineOf(Request.WaitForState request) =>
        request.TimeoutMilliseconds is { } milliseconds
            ? clock.Now + TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, int.MaxValue))
            : null;

    private void WaitForState(
        RequestTicket ticket,
        ProcessSlot slot,
        Request.WaitForState request,
        MonotonicTime? deadline,
        Action<ProcessCall, CallStage> begin
    )
    {
        StateCall? call = null;
        LoopTimer? timer = null;
        call = new StateCall(slot, request.States)
        {
            Ended = outcome =>
            {
                if (timer is not null)
                    timers.Cancel(timer);
                ticket.Answer(
                    outcome.Result == ControlResult.Success ? snapshots.List([slot]) : new Reply.Refused(outcome.Result, outcome.Detail)
                );
            },
        };
        ticket.Cancelled = () => End(call, timer);
        ticket.Progress = () => new CallProgress([new PassedProcess(call.Name, CallStage.Waiting, null)], deadline);
        if (deadline is { } due)
        {
            timer = new LoopTimer(
                new Alarm(() =>
                {
                    waiting.Drop(call);
                    ticket.Refuse(ControlResult.TimedOut, $"{call.Name.DisplayName} is {slot.Status.State.Word()}");
                })
            );
            timers.Set(timer, due);
        }
        begin(call, CallStage.Waiting);
    }

    private void End(StateCall call, LoopTimer? timer)
    {
        waiting.Drop(call);
        if (timer is not null)
            timers.Cancel(timer);
    }

    /// <summary>Of several, those that are meant; one that was named always is.</summary>
    private ProcessSlot[]? Find(RequestTicket ticket, ProcessSelector selector, Func<ProcessSlot, bool> isMeant)
    {
        var slots = ProcessSelection.Find(roster, selector, ticket);
        return slots is null || selector.IsOne ? slots : [.. slots.Where(isMeant)];
    }

    private void Run(RequestTicket ticket, ProcessSlot[] slots)
    {
        var (collector, calls) = Prepare(ticket);
        foreach (var slot in slots)
        {
            var call = Create(ticket.Request, slot, collector.Expect());
            calls.Add(call);
            waiting.Begin(call);
        }
        collector.Close();
    }

    private (OutcomeCollector Collector, RequestCalls Calls) Prepare(RequestTicket ticket)
    {
        var collector = ticket.Request switch
        {
            Request.Start start => new OutcomeCollector(ticket, refusedFirst: start.Waits),
            Request.Stop stop => new OutcomeCollector(ticket, refusedFirst: stop.Waits, isReversed: true),
            Request.Restart restart => new OutcomeCollector(ticket, refusedFirst: restart.Waits),
            var other => throw new InvalidOperationException($"no process is waited for by {other}"),
        };
        var calls = new RequestCalls(collector);
        ticket.Cancelled = () =>
        {
            foreach (var call in calls.All)
                waiting.Abandon(call);
        };
        ticket.Progress = () => calls.Progress;
        return (collector, calls);
    }

    private ProcessCall Create(Request request, ProcessSlot slot, Action<ProcessOutcome> ended) =>
        request switch
        {
            Request.Start start => new StartCall(slot, start.Waits, driver, spawns) { Ended = ended },
            Request.Stop stop => new StopCall(slot, stop.Waits, driver) { Ended = ended },
            Request.Restart restart => new RestartCall(slot, restart.Waits, driver, spawns) { Ended = ended },
            _ => throw new InvalidOperationException($"no process is waited for by {request}"),
        };

    private ProcessSlot? SlotOf(ProcessName name) => roster.Find(name.Group, name.Name);

    private ProcessOutcome Signal(ProcessSlot slot, string text)
    {
        var name = new ProcessName(slot.Settings.GroupName, slot.Settings.Name);
        if (!TryParse(text, out var signal))
            return new ProcessOutcome(name, ControlResult.BadSignal, text);
        if (!IsSignallable(slot))
            return new ProcessOutcome(name, ControlResult.NotRunning, name.DisplayName);
        return driver.Signal(slot, signal) is { } problem
            ? new ProcessOutcome(name, ControlResult.Failed, problem)
            : new ProcessOutcome(name, ControlResult.Success, "");
    }

    /// <summary>0 is taken as well, as by the original: it sends nothing and asks whether that would be allowed (kill(2)).</summary>
    private static bool TryParse(string text, out SignalNumber signal)
    {
        signal = default;
        return text.Trim() == "0" || SignalNumber.TryParse(text, out signal);
    }

    private static bool IsSignallable(ProcessSlot slot) =>
        slot.Status.State is ProcessState.Running or ProcessState.Starting or ProcessState.Stopping;

    private sealed class Alarm(Action ring) : ITimerTarget
    {
        public void TimerFired(LoopTimer timer) => ring();
    }
}
