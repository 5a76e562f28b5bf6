using System.Globalization;

namespace Supervisor.Posix;

/// <summary>Whom a process acts for (credentials(7)).</summary>
/// <param name="Real">Who started it.</param>
/// <param name="Effective">Whose rights it has.</param>
/// <param name="Saved">Whose rights it may take back.</param>
public readonly record struct ProcessUsers(uint Real, uint Effective, uint Saved)
{
    private const string Label = "Uid:";

    /// <summary>All three are this one.</summary>
    public bool AreAll(uint user) => Real == user && Effective == user && Saved == user;

    /// <summary>Null when there is no such process (any more).</summary>
    public static ProcessUsers? Of(int processId)
    {
        try
        {
            foreach (var line in File.ReadLines($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/status"))
            {
                if (line.StartsWith(Label, StringComparison.Ordinal))
                    return Parse(line[Label.Length..].Split('\t', StringSplitOptions.RemoveEmptyEntries));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It has ended: the same answer as if it had never been.
        }
        return null;
    }

    private static ProcessUsers Parse(string[] fields) => new(Number(fields[0]), Number(fields[1]), Number(fields[2]));

    private static uint Number(string text) => uint.Parse(text, CultureInfo.InvariantCulture);
}
