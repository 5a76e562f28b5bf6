using Supervisor.Engine.Announcements;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.States;
using Supervisor.Simulation.Tests.World;

namespace Supervisor.Simulation.Tests.Invariants;

/// <summary>Hears every announcement and holds it against what happened: continuous, in order, each start and end once.</summary>
internal sealed class Storybook(SimulatedLogPump pump, SimulatedClock clock) : IAnnouncementListener
{
    private readonly Dictionary<ProcessKey, ProcessStory> _stories = [];

    public List<string>? Lines { get; init; }

    public ProcessStory this[ProcessKey key]
    {
        get
        {
            if (!_stories.TryGetValue(key, out var story))
                _stories[key] = story = new ProcessStory();
            return story;
        }
    }

    public IEnumerable<KeyValuePair<ProcessKey, ProcessStory>> All => _stories;

    public void Started(SimulatedSpawn spawn) => this[ProcessKey.Of(spawn.Slot.Settings)].Started(spawn.Child!);

    /// <summary>
    /// Another master goes on with what the journal says. What the last one announced at the end may have been more, or, where it waited for
    /// a log, less.
    /// </summary>
    public void Resume(IEnumerable<RecoveredSlot> slots, SimulatedSpawners spawners)
    {
        _stories.Clear();
        foreach (var (record, settings) in slots)
        {
            var last = spawners.LastChildOf(settings);
            var child = record.Status.Child switch
            {
                ChildPresence.Alive or ChildPresence.GroupOnly => last,
                ChildPresence.Spawning when record.PublishedId != 0 => last,
                _ => null,
            };
            var pid = record.Status.Child == ChildPresence.Spawning ? record.PublishedId : record.Status.ProcessId;
            if (child is not null && pid != 0 && child.ProcessId != pid)
                throw new InvariantBrokenException($"{settings.DisplayName}: the journal says pid {pid}, and {child} was the last");
            _stories.Add(ProcessKey.Of(settings), new ProcessStory(record.Status.State, child));
        }
    }

    public void Hear(in Announcement announcement)
    {
        Lines?.Add(
            $"    told: {announcement.Process.DisplayName} {announcement.Kind} {announcement.From} -> {announcement.To} pid {announcement.ProcessId} {announcement.Exit} {announcement.Error}"
        );
        if (announcement.Output is { } output)
        {
            HearOutput(announcement, output);
            return;
        }
        var key = ProcessKey.Of(announcement.Process);
        var story = this[key];
        var child = story.Told;
        story.Hear(announcement);
        // A log that keeps everybody waiting for too long is not waited for; neither is that of a slot that is gone.
        if (child is not null && story.Told != child)
            child.IsStoryOver = !child.Slot!.IsRemoved && clock.Now < child.Slot.DrainPatience.Nanoseconds;
        if (announcement.Kind == AnnouncementKind.Removed)
            _stories.Remove(key);
    }

    /// <summary>It is told as what its writer wrote, and before its writer's end.</summary>
    private void HearOutput(in Announcement announcement, ChannelOutput output)
    {
        var writer = pump.WriterOf(output);
        if (writer is null)
            return;
        if (announcement.ProcessId != writer.ProcessId)
            throw new InvariantBrokenException($"what {writer} wrote was told as that of pid {announcement.ProcessId}");
        if (writer.IsStoryOver)
            throw new InvariantBrokenException($"what {writer} wrote was told after its end");
    }
}
