using Supervisor.Engine.Descendants;

namespace Supervisor.Engine.Forking;

/// <summary>What one look for the main process of a launched program has come to. One of the two is set, or neither: then it is looked again.</summary>
/// <param name="Main">The main process.</param>
/// <param name="Problem">Why there will be none.</param>
internal readonly record struct MainProcessChoice(Descendant? Main, string? Problem)
{
    /// <summary>
    /// With a pid file the process that it names. Without one the only child of the daemon that the program has, as systemd guesses; it has
    /// to be the only one in two looks, because a program on its way through two forks has another for a moment.
    /// </summary>
    /// <param name="found">Processes of the program; the launching one has ended.</param>
    /// <param name="isResumed">
    /// Another master has begun the start: orphans may have fallen to others than the daemon, and one that has let go of all its marks is
    /// not known before the pid file names it.
    /// </param>
    /// <param name="before">Those of the look before; null at the first.</param>
    public static MainProcessChoice Of(
        IReadOnlyList<Descendant> found,
        IReadOnlyList<Descendant>? before,
        bool hasPidFile,
        int daemon,
        bool isResumed
    )
    {
        if (found.FirstOrDefault(process => process.IsNamed) is { } named)
            return new MainProcessChoice(named, null);
        // The table of processes is not read at one moment: between two forks a look can miss the parent, which has ended, and its child.
        if (found.Count == 0 && before is { Count: 0 } && !(isResumed && hasPidFile))
            return new MainProcessChoice(null, "the launching process has exited and left no process behind");
        if (hasPidFile || before is null)
            return default;
        var children = Children(found, daemon, isResumed);
        if (children.Length == 0 || !children.Select(Identity).SequenceEqual(Children(before, daemon, isResumed).Select(Identity)))
            return default;
        return children is [var only]
            ? new MainProcessChoice(only, null)
            : new MainProcessChoice(
                null,
                $"the launching process has left {children.Length} processes ({string.Join(", ", children.Select(Text))}): "
                    + "which is the main one has to be said by a pidfile"
            );
    }

    private static Descendant[] Children(IReadOnlyList<Descendant> found, int daemon, bool isResumed) =>
        [.. found.Where(process => process.Process.ParentId == daemon || (isResumed && !IsChildOfAny(process, found)))];

    private static bool IsChildOfAny(Descendant process, IReadOnlyList<Descendant> found) =>
        found.Any(parent => parent.Process.ProcessId == process.Process.ParentId);

    private static Posix.ProcessIdentity Identity(Descendant process) => process.Identity;

    private static string Text(Descendant process) => process.ToString();
}
