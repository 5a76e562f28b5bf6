namespace Supervisor.Engine.Descendants;

/// <summary>
/// A short name for one instance of the daemon that the next one on the same pid file has as well: what the last one left behind is found
/// by it.
/// </summary>
public static class InstanceMark
{
    /// <summary>The variable in which programs inherit it.</summary>
    public const string VariableName = "SUPERVISOR_INSTANCE";

    /// <summary>Of bytes; each is two characters.</summary>
    private const int Length = 8;

    /// <param name="pidFile">Absolute; at any time one daemon holds its lock.</param>
    public static string Of(string pidFile)
    {
        Span<byte> digest = stackalloc byte[TextDigest.Length];
        TextDigest.Compute(pidFile, digest);
        return Convert.ToHexStringLower(digest[..Length]);
    }
}
