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
    ISpawners spawners,
    WaitingCalls waiting,
    SnapshotFactory snapshots,
    MonotonicClock clock,
    TimerQueue timers
)
{
    public void List(RequestTicket ticket, Request.ListProcesses request)
    {
        if (ProcessSelection.Find(roster, request.Processes, ticket) is { } slots)
            ticket.Answer(snapshots.List(slots));
    }

    /// <summary>Of several, those that run already are left out (reference 3.3).</summary>
    public void Start(RequestTicket ticket, Request.Start request) =>
        Run(
            ticket,
            request.Processes,
            slot => !slot.Status.State.IsRunning(),
            (slot, ended) => new StartCall(slot, request.Waits, driver, spawners) { Ended = ended }
        );

    /// <summary>Of several, only those that run are stopped.</summary>
    public void Stop(RequestTicket ticket, Request.Stop request) =>
        Run(ticket, request.Processes, StopCall.IsStoppable, (slot, ended) => new StopCall(slot, request.Waits, driver) { Ended = ended });

    public void Restart(RequestTicket ticket, Request.Restart request) =>
        Run(
            ticket,
            request.Processes,
            _ => true,
            (slot, ended) => new RestartCall(slot, request.Waits, driver, spawners) { Ended = ended }
        );

    /// <summary>Of several, only those that have a process are signalled, and a bad name is told for each.</summary>
    public void Signal(RequestTicket ticket, Request.Signal request)
    {
        if (ProcessSelection.Find(roster, request.Processes, ticket) is not { } slots)
            return;
        var isOne = request.Processes.IsOne;
        ticket.Handled([.. slots.Where(slot => isOne || IsSignallable(slot)).Select(slot => Signal(slot, request.SignalText))]);
    }

    public void WaitForState(RequestTicket ticket, Request.WaitForState request)
    {
        if (ProcessSelection.Find(roster, request.Process, ticket) is not [var slot, ..])
            return;
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
        if (request.TimeoutMilliseconds is { } milliseconds)
        {
            timer = new LoopTimer(
                new Alarm(() =>
                {
                    waiting.Drop(call);
                    ticket.Refuse(ControlResult.TimedOut, $"{call.Name.DisplayName} is {slot.Status.State.Word()}");
                })
            );
            timers.Set(timer, clock.Now + TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, int.MaxValue)));
        }
        waiting.Begin(call);
    }

    private void End(StateCall call, LoopTimer? timer)
    {
        waiting.Drop(call);
        if (timer is not null)
            timers.Cancel(timer);
    }

    private void Run(
        RequestTicket ticket,
        ProcessSelector selector,
        Func<ProcessSlot, bool> isMeant,
        Func<ProcessSlot, Action<ProcessOutcome>, ProcessCall> create
    )
    {
        if (ProcessSelection.Find(roster, selector, ticket) is not { } slots)
            return;
        var collector = new OutcomeCollector(ticket);
        foreach (var slot in slots.Where(slot => selector.IsOne || isMeant(slot)).ToArray())
        {
            collector.Expect();
            waiting.Begin(create(slot, collector.Add));
        }
        collector.Close();
    }

    private ProcessOutcome Signal(ProcessSlot slot, string text)
    {
        var name = new ProcessName(slot.Settings.GroupName, slot.Settings.Name);
        // The original takes 0, which sends nothing, for a signal.
        if (!SignalNumber.TryParse(text, out var signal))
            return new ProcessOutcome(name, ControlResult.BadSignal, text);
        if (!IsSignallable(slot))
            return new ProcessOutcome(name, ControlResult.NotRunning, name.DisplayName);
        return driver.Signal(slot, signal) is { } problem
            ? new ProcessOutcome(name, ControlResult.Failed, problem)
            : new ProcessOutcome(name, ControlResult.Success, "");
    }

    private static bool IsSignallable(ProcessSlot slot) =>
        slot.Status.State is ProcessState.Running or ProcessState.Starting or ProcessState.Stopping;

    private sealed class Alarm(Action ring) : ITimerTarget
    {
        public void TimerFired(LoopTimer timer) => ring();
    }
}
