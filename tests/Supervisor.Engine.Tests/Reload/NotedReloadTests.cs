using Supervisor.Engine.Keeping;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Tests.Control;
using Supervisor.Engine.Tests.Journal;
using Supervisor.Protocol.Requests;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Reload;

/// <summary>
/// A reload as the journal has it, note by note: a master that dies after any of them leaves the next one the settings that are in force,
/// and with them what was to follow.
/// </summary>
public sealed class NotedReloadTests
{
    private readonly RecordedJournal _journal = new();

    [Theory]
    [InlineData("stopwaitsecs = 3")]
    [InlineData("stdout_logfile = \"/log/other\"")]
    [InlineData("environment = { A = \"1\" }")]
    public void What_is_noted_last_has_the_settings_in_force(string change)
    {
        foreach (var autostart in new[] { "autostart = true", "autostart = false" })
        {
            using var scene = Scene(Written(autostart));
            Reload(scene, Written(autostart, change));
            _journal.NotesOf("web")[^1].Settings.ShouldBeSameAs(scene.Slot("web").Settings);
        }
    }

    [Theory]
    [InlineData("stopwaitsecs = 3")]
    [InlineData("stdout_logfile = \"/log/other\"")]
    [InlineData("environment = { A = \"1\" }")]
    public void A_program_that_is_switched_on_is_noted_as_one_to_be_started_with_its_new_settings(string change)
    {
        using var scene = Scene(Written("autostart = false"));
        Reload(scene, Written("autostart = true", change));
        var notes = _journal.NotesOf("web").Where(note => note.Settings.Autostart).ToArray();
        notes.ShouldNotBeEmpty();
        notes.ShouldAllBe(note => note.WillRun);
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
    }

    [Fact]
    public void A_restart_is_noted_with_the_new_settings_until_the_start_is()
    {
        using var scene = Scene(Written());
        Reload(scene, Written("environment = { A = \"1\" }"));
        var settings = scene.Slot("web").Settings;
        var notes = _journal.NotesOf("web").Where(note => ReferenceEquals(note.Settings, settings)).ToArray();
        notes[0].ShouldBe(new NotedSlot(settings, ProcessState.Stopped, SlotIntent.Restart, false));
        notes.ShouldAllBe(note => note.WillRun);
    }

    [Fact]
    public void Nothing_is_noted_to_follow_once_a_program_that_came_back_stays_stopped()
    {
        using var scene = Scene(Written());
        scene.Kernel.Stubborn.Add("web");
        Reload(scene, "");
        Reload(scene, Written("autostart = false"));
        _journal.NotesOf("web")[^1].Intent.ShouldBe(SlotIntent.Return);
        scene.Kernel.End(scene.Describe("web").ProcessId, 0, null);
        scene.Settle();
        var settings = scene.Slot("web").Settings;
        settings.Autostart.ShouldBeFalse();
        _journal.NotesOf("web")[^1].ShouldBe(new NotedSlot(settings, ProcessState.Stopped, SlotIntent.None, false));
    }

    private static string Written(params ReadOnlySpan<string> lines)
    {
        const string NoLog = "stdout_logfile = \"NONE\"\n";
        var text = Program("web", lines);
        var hasLog = text.LastIndexOf("stdout_logfile", StringComparison.Ordinal) != text.IndexOf(NoLog, StringComparison.Ordinal);
        return text.Replace(NoLog, hasLog ? "" : "stdout_logfile = \"/log/web\"\n", StringComparison.Ordinal);
    }

    private ControlScene Scene(string configuration) => new(configuration, recovery: new RecoveryParts(_journal, new NoKeeper()));

    private static void Reload(ControlScene scene, string configuration)
    {
        scene.WriteFiles(configuration);
        scene.Ask(new Request.Reload(Applies: true, []));
    }
}
