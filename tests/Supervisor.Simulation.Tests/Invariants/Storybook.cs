using Supervisor.Engine.Announcements;
using Supervisor.Simulation.Tests.World;

namespace Supervisor.Simulation.Tests.Invariants;

/// <summary>Hears every announcement and holds it against what happened: continuous, in order, each start and end once.</summary>
internal sealed class Storybook : IAnnouncementListener
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

    public void Hear(in Announcement announcement)
    {
        Lines?.Add(
            $"    told: {announcement.Process.DisplayName} {announcement.Kind} {announcement.From} -> {announcement.To} pid {announcement.ProcessId} {announcement.Exit} {announcement.Error}"
        );
        var key = ProcessKey.Of(announcement.Process);
        this[key].Hear(announcement);
        if (announcement.Kind == AnnouncementKind.Removed)
            _stories.Remove(key);
    }
}
