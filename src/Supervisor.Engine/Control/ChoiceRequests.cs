using System.Collections.Immutable;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Choices;
using Supervisor.Engine.Slots;
using Supervisor.Posix;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Engine.Control;

/// <summary>
/// Disables and enables processes. A choice is in force, and answered, once it is on the disk: what cannot be kept is refused, and changes
/// nothing.
/// </summary>
/// <param name="store">Null: nothing can be kept.</param>
internal sealed class ChoiceRequests(Roster roster, DisabledPrograms disabled, IChoiceStore? store, IDaemonLog log)
{
    private readonly Queue<ChoiceChange> _waiting = new();

    /// <summary>What is being saved, and for whom; empty while nothing is.</summary>
    private ImmutableArray<ChoiceChange> _underWay = [];
    private ImmutableHashSet<ProcessName> _saving = [];
    private bool _isSaving;

    private SupervisorSettings _settings = null!;
    private string _path = "";

    /// <summary>The path of the last save, or of what was read.</summary>
    private string _lastPath = "";

    /// <summary>Why nothing can be saved: it would take the place of what could not be read; null when it can.</summary>
    private string? _obstacle = store is null ? "this daemon keeps no choices" : null;

    /// <summary>Reads what was chosen before, once, before anything starts by itself.</summary>
    public void Begin(SupervisorSettings settings)
    {
        Resume(settings);
        foreach (var process in settings.Groups.SelectMany(group => group.Processes).Where(process => process.Autostart))
        {
            if (disabled.Contains(process))
                log.Write(DaemonLogLevel.Info, $"{process.DisplayName}: not started: it is disabled");
        }
    }

    /// <summary>The same where programs run already, which another master has started.</summary>
    public void Resume(SupervisorSettings settings)
    {
        _settings = settings;
        _path = _lastPath = ChoicePath.Of(settings);
        if (store is not null)
            disabled.Names = Read(store);
    }

    /// <summary>Another identifier or directory is another file, which the choices move to.</summary>
    public void Follow(SupervisorSettings settings)
    {
        _path = ChoicePath.After(_path, _settings, settings);
        _settings = settings;
        Proceed();
    }

    public void Disable(RequestTicket ticket, Request.Disable request)
    {
        if (ProcessSelection.Find(roster, request.Processes, ticket) is { } slots)
            Change(new ChoiceChange(ticket, NamesOf(slots), Disables: true));
    }

    /// <summary>Also one that is not configured now, if it was disabled before.</summary>
    public void Enable(RequestTicket ticket, Request.Enable request)
    {
        if (
            request.Processes is { Group: { } group, Name: { } name }
            && roster.Find(group, name) is null
            && disabled.Names.Contains(new ProcessName(group, name))
        )
            Change(new ChoiceChange(ticket, [new ProcessName(group, name)], Disables: false));
        else if (ProcessSelection.Find(roster, request.Processes, ticket) is { } slots)
            Change(new ChoiceChange(ticket, NamesOf(slots), Disables: false));
    }

    public void Saved(ChoicesSaved result)
    {
        var (changes, names) = (_underWay, _saving);
        (_isSaving, _underWay, _saving) = (false, [], []);
        if (result.Problem is { } problem)
        {
            log.Write(DaemonLogLevel.Error, $"what is disabled could not be kept in {_path}, and is as before: {problem}");
            Refuse(changes, $"it could not be kept, and nothing is changed: {problem}; see persistent_directory");
        }
        else
        {
            var before = disabled.Names;
            disabled.Names = names;
            Tell(names.Except(before), "disabled");
            Tell(before.Except(names), "enabled");
            Answer(changes);
        }
        Proceed();
    }

    private void Change(ChoiceChange change)
    {
        _waiting.Enqueue(change);
        Proceed();
    }

    /// <summary>One save at a time, for all that has been asked meanwhile.</summary>
    private void Proceed()
    {
        if (_isSaving)
            return;
        ImmutableArray<ChoiceChange> changes = [.. _waiting];
        _waiting.Clear();
        var names = changes.Aggregate(disabled.Names, (before, change) => change.AppliedTo(before));
        var hasMoved = names.Count > 0 && _path != _lastPath;
        if (names.SetEquals(disabled.Names) && !hasMoved)
            Answer(changes);
        else if (_obstacle is { } obstacle)
            Refuse(changes, obstacle);
        else
            Save(changes, names);
    }

    private void Save(ImmutableArray<ChoiceChange> changes, ImmutableHashSet<ProcessName> names)
    {
        (_isSaving, _underWay, _saving, _lastPath) = (true, changes, names, _path);
        store!.Save(_path, ChoiceText.Write(names, _settings.Daemon.Identifier, _settings.File));
    }

    private void Tell(IEnumerable<ProcessName> names, string what)
    {
        foreach (var name in names)
        {
            log.Write(DaemonLogLevel.Info, $"{name.DisplayName}: {what} by request");
            // A reload may have it wait for its start; that is the older word.
            if (disabled.Names.Contains(name) && roster.Find(name.Group, name.Name) is { } slot)
                slot.StartsLater = false;
        }
    }

    private static void Answer(ImmutableArray<ChoiceChange> changes)
    {
        foreach (var change in changes)
            change.Ticket.Handled([.. change.Names.Select(name => new ProcessOutcome(name, ControlResult.Success, ""))]);
    }

    private static void Refuse(ImmutableArray<ChoiceChange> changes, string reason)
    {
        foreach (var change in changes)
            change.Ticket.Refuse(ControlResult.Failed, reason);
    }

    private ImmutableHashSet<ProcessName> Read(IChoiceStore from)
    {
        var mistake = "";
        try
        {
            if (from.Read(_path) is not { } content)
                return [];
            if (ChoiceText.TryRead(content, out mistake) is { } names)
                return names;
        }
        catch (PosixException failure)
        {
            mistake = failure.Message;
        }
        PutAside(from, mistake);
        return [];
    }

    private void PutAside(IChoiceStore from, string mistake)
    {
        const string Consequence = "so that nothing is disabled now";
        try
        {
            var aside = from.PutAside(_path);
            log.Write(
                DaemonLogLevel.Error,
                $"{_path} cannot be read, {Consequence}: {mistake}.  It was renamed to {aside}: mend it, give it its old name and "
                    + "restart supervisord, or disable again what is to be disabled"
            );
        }
        catch (PosixException failure)
        {
            _obstacle = $"{_path} could not be read and is still there: {mistake}; mend or remove it and restart supervisord";
            log.Write(
                DaemonLogLevel.Error,
                $"{_path} cannot be read, {Consequence}: {mistake}.  It could not be renamed either ({failure.Message}): mend or remove it "
                    + "and restart supervisord; until then nothing can be disabled"
            );
        }
    }

    private static ImmutableArray<ProcessName> NamesOf(ProcessSlot[] slots) =>
        [.. slots.Select(slot => new ProcessName(slot.Settings.GroupName, slot.Settings.Name))];
}
