using System.Security.Cryptography;
using System.Text;

namespace Supervisor.Engine.Descendants;

/// <summary>
/// A short name for one instance of the daemon that the next one on the same pid file has as well: what the last one left behind is found
/// by it.
/// </summary>
public static class InstanceMark
{
    /// <summary>The variable in which programs inherit it.</summary>
    public const string VariableName = "SUPERVISOR_INSTANCE";

    private const int Length = 16;

    /// <param name="pidFile">Absolute; at any time one daemon holds its lock.</param>
    public static string Of(string pidFile) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pidFile)))[..Length];
}
