using Supervisor.Configuration.Settings;
using Supervisor.Posix;

namespace Supervisor.Engine.Descendants;

/// <summary>
/// The control groups of programs: one for each process slot, below one of this instance, below the daemon's own. They are made when a
/// program is first spawned and removed with its slot. The instance's name is the same for the next daemon on the same pid file: what a
/// crash left behind is found in the groups that it was in.
/// </summary>
public sealed class ProgramControlGroups : IDisposable
{
    private const string Prefix = "supervisor.";
    private static readonly TimeSpan LockPatience = TimeSpan.FromMilliseconds(100);

    private readonly ControlGroup? _instance;

    /// <summary>Says to other daemons that this instance lives; null where it could not be locked, which does no harm.</summary>
    private readonly Descriptor? _lock;

    private ProgramControlGroups(ControlGroup? instance, Descriptor? locked)
    {
        _instance = instance;
        _lock = locked;
    }

    /// <summary>For a daemon that has none.</summary>
    public static ProgramControlGroups None { get; } = new(null, null);

    /// <summary>Makes the group of this instance and removes what dead ones have left, as far as nobody lives in it.</summary>
    /// <param name="own">The daemon's group; null where there is no hierarchy.</param>
    public static ProgramControlGroups Open(ControlGroup? own, string mark, IDaemonLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (own is null)
            return None;
        foreach (var other in own.Children().Where(group => group.Name.StartsWith(Prefix, StringComparison.Ordinal)))
            RemoveIfDead(other);
        var instance = own.Child(Prefix + mark);
        var errno = instance.Create();
        if (errno == 0)
            return new ProgramControlGroups(instance, Lock(instance));
        if (log.IsEnabled(DaemonLogLevel.Debug))
            log.Write(DaemonLogLevel.Debug, $"programs get no control groups of their own: {instance.Path}: {Errno.Describe(errno)}");
        return None;
    }

    /// <summary>Those of an instance by their names alone: nothing is made, locked or removed.</summary>
    /// <param name="own">The daemon's group; null where there is no hierarchy.</param>
    public static ProgramControlGroups Named(ControlGroup? own, string mark) => own is null ? None : new(own.Child(Prefix + mark), null);

    /// <summary>The group of a process slot, whether or not it has been made yet; null where there are none.</summary>
    internal ControlGroup? Of(ProcessSettings settings) => _instance?.Child($"{settings.GroupName}:{settings.Name}");

    /// <summary>The slot is no more. What still lives in the group keeps it; it is removed when an instance begins or ends.</summary>
    internal void Release(ProcessSettings settings) => Of(settings)?.Remove();

    /// <summary>Removes all groups that are empty.</summary>
    public void Dispose()
    {
        if (_instance is not null)
            RemoveEmpty(_instance);
        _lock?.Dispose();
    }

    /// <summary>Another daemon that begins now may have taken it for a dead one's: it lets go of it at once, and may have removed it.</summary>
    private static Descriptor? Lock(ControlGroup instance)
    {
        Descriptor? locked = null;
        SpinWait.SpinUntil(() => instance.Create() == 0 && (locked = instance.TryLock()) is not null, LockPatience);
        return locked;
    }

    private static void RemoveIfDead(ControlGroup instance)
    {
        if (instance.TryLock() is not { } locked)
            return;
        using (locked)
            RemoveEmpty(instance);
    }

    private static void RemoveEmpty(ControlGroup instance)
    {
        foreach (var program in instance.Children())
            program.Remove();
        instance.Remove();
    }
}
