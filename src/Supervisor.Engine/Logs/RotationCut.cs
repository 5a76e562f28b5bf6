namespace Supervisor.Engine.Logs;

/// <summary>Where a log is cut when it reaches its size. Pure arithmetic, so that it can be tested with any bytes.</summary>
/// <param name="Length">Bytes that still go into the present file.</param>
/// <param name="IsRotationDue">The file is finished after them.</param>
internal readonly record struct RotationCut(int Length, bool IsRotationDue)
{
    /// <summary>How far a line end is looked for before the size, and how far a file may grow beyond it to end with its line.</summary>
    public const int LineEndDistance = 16 * 1024;

    private const byte LineEnd = (byte)'\n';

    /// <summary>
    /// The last line end before the size, if it is near; else the first one after it, if that is near; else the size itself. A line whose end
    /// is not known yet is continued, until it is too long.
    /// </summary>
    /// <param name="next">The beginning of what is to be written, as far as it is known.</param>
    /// <param name="room">Bytes to the size; not positive once a line is continued beyond it.</param>
    public static RotationCut Decide(ReadOnlySpan<byte> next, long room)
    {
        if (next.Length < room)
            return new RotationCut(next.Length, false);
        var inside = (int)Math.Max(0, room);
        var nearest = Math.Max(0, inside - LineEndDistance);
        var before = next[nearest..inside].LastIndexOf(LineEnd);
        if (before >= 0)
            return new RotationCut(nearest + before + 1, true);
        var longest = Math.Max(0, room + LineEndDistance);
        var after = next[inside..(int)Math.Min(next.Length, longest)].IndexOf(LineEnd);
        if (after >= 0)
            return new RotationCut(inside + after + 1, true);
        if (next.Length < longest)
            return new RotationCut(next.Length, false);
        return new RotationCut(room > 0 ? inside : (int)longest, true);
    }
}
