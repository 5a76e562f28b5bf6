namespace Supervisor.Engine.Shutdown;

/// <summary>Processes of one level are stopped at the same time; a level is gone before the next is signalled.</summary>
public readonly record struct ShutdownLevel(int GroupPriority, int ProcessPriority) : IComparable<ShutdownLevel>
{
    /// <summary>Higher priorities come first: what started last is stopped first. Event listeners (−1) are last.</summary>
    public int CompareTo(ShutdownLevel other) =>
        GroupPriority != other.GroupPriority
            ? other.GroupPriority.CompareTo(GroupPriority)
            : other.ProcessPriority.CompareTo(ProcessPriority);

    public static bool operator <(ShutdownLevel left, ShutdownLevel right) => left.CompareTo(right) < 0;

    public static bool operator >(ShutdownLevel left, ShutdownLevel right) => left.CompareTo(right) > 0;

    public static bool operator <=(ShutdownLevel left, ShutdownLevel right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ShutdownLevel left, ShutdownLevel right) => left.CompareTo(right) >= 0;
}
