namespace Supervisor.Gateway.XmlRpc.Methods;

/// <summary>Which bytes of a log are meant: Supervisor's arithmetic (reference 3.3).</summary>
internal readonly record struct LogPart(long Position, long Count)
{
    /// <summary>
    /// From an offset so many bytes, or all that follow when the length is 0; from a negative offset the last bytes. Null for a
    /// combination that means nothing.
    /// </summary>
    public static LogPart? ToRead(long size, long offset, long length)
    {
        if (offset < 0)
            return length != 0 ? null : new LogPart(Math.Max(size + offset, 0), Math.Min(-offset, size));
        if (length < 0)
            return null;
        var rest = Math.Max(size - offset, 0);
        return new LogPart(Math.Min(offset, size), length == 0 ? rest : Math.Min(length, rest));
    }

    /// <summary>
    /// What lies behind an offset, at most so many bytes; with more than that the last of it, which is an overflow. The next tail begins at the
    /// size.
    /// </summary>
    public static (LogPart Part, bool Overflows) ToTail(long size, long offset, long length)
    {
        var overflows = size > offset + length;
        if (overflows)
            offset = size - 1;
        if (offset + length > size)
        {
            if (offset > size - 1)
                length = 0;
            offset = size - length;
        }
        offset = Math.Max(offset, 0);
        length = Math.Clamp(length, 0, Math.Max(size - offset, 0));
        return (new LogPart(offset, length), overflows);
    }
}
