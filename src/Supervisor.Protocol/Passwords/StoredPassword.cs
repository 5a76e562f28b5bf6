using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Supervisor.Protocol.Passwords;

/// <summary>A password as it stands in the configuration: in clear, or {SHA} with Supervisor's hex hash, or {PBKDF2} (<see cref="Pbkdf2Password"/>).</summary>
public static class StoredPassword
{
    private const string ShaMark = "{SHA}";

    /// <summary>Checking it takes long on purpose: the answer is worth keeping, and not many should be checked at once.</summary>
    public static bool IsSlow(string stored) => stored is not null && stored.StartsWith(Pbkdf2Password.Mark, StringComparison.Ordinal);

    /// <summary>Whether the given password is the stored one. How long it takes says nothing about where they differ.</summary>
    /// <param name="given">As it came, in UTF-8.</param>
    public static bool IsMatchedBy(string stored, ReadOnlySpan<byte> given)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (IsSlow(stored))
            return Pbkdf2Password.TryParse(stored) is { } password && password.IsMatchedBy(given);
        return stored.StartsWith(ShaMark, StringComparison.Ordinal)
            ? IsShaMatchedBy(stored.AsSpan(ShaMark.Length), given)
            : CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(stored), given);
    }

    [SuppressMessage("Security", "CA5350", Justification = "Supervisor's own format, which existing configurations use.")]
    private static bool IsShaMatchedBy(ReadOnlySpan<char> hex, ReadOnlySpan<byte> given)
    {
        Span<byte> actual = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(given, actual);
        Span<byte> wanted = stackalloc byte[SHA1.HashSizeInBytes];
        // What is no hash matches nothing, after the same work.
        var isHash =
            hex.Length == 2 * SHA1.HashSizeInBytes
            && Convert.FromHexString(hex, wanted, out _, out _) == System.Buffers.OperationStatus.Done;
        return CryptographicOperations.FixedTimeEquals(actual, wanted) && isHash;
    }
}
