using Supervisor.Configuration.Settings;
using Supervisor.Engine.Slots;

namespace Supervisor.Engine.Tests.Journal;

/// <summary>What a slot was when it was noted.</summary>
internal sealed record NotedSlot(ProcessSettings Settings, ProcessState State, SlotIntent Intent, bool StartsLater)
{
    /// <summary>Another master would have it run.</summary>
    public bool WillRun => State is ProcessState.Starting or ProcessState.Running || Intent == SlotIntent.Restart || StartsLater;
}
