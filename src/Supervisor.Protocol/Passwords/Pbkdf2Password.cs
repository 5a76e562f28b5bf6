using System.Globalization;
using System.Security.Cryptography;

namespace Supervisor.Protocol.Passwords;

/// <summary>A password hashed by PBKDF2 (RFC 8018) with HMAC-SHA-256: "{PBKDF2}sha256$iterations$salt$hash", the last two in base64.</summary>
public sealed class Pbkdf2Password
{
    public const string Mark = "{PBKDF2}";

    /// <summary>For new passwords: OWASP's recommendation for this hash.</summary>
    public const int DefaultIterations = 600_000;

    /// <summary>More would let a mistake in a configuration stop the gateway for minutes at each call.</summary>
    public const int MostIterations = 10_000_000;
    private const string HashName = "sha256";
    private const int SaltSize = 16;
    private const int SmallestSalt = 8;
    private const int Parts = 4;
    private readonly int _iterations;
    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private Pbkdf2Password(int iterations, byte[] salt, byte[] hash)
    {
        _iterations = iterations;
        _salt = salt;
        _hash = hash;
    }

    /// <summary>Hashes a password with a new random salt.</summary>
    /// <param name="password">In UTF-8.</param>
    public static Pbkdf2Password Create(ReadOnlySpan<byte> password, int iterations = DefaultIterations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(iterations, MostIterations);
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        return new Pbkdf2Password(iterations, salt, Derive(password, salt, iterations));
    }

    /// <summary>Null when the text is no such password.</summary>
    public static Pbkdf2Password? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.StartsWith(Mark, StringComparison.Ordinal))
            return null;
        var parts = text[Mark.Length..].Split('$');
        if (parts.Length != Parts || !string.Equals(parts[0], HashName, StringComparison.Ordinal))
            return null;
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var iterations))
            return null;
        if (iterations is < 1 or > MostIterations || Decode(parts[2]) is not { } salt || Decode(parts[3]) is not { } hash)
            return null;
        return salt.Length >= SmallestSalt && hash.Length == SHA256.HashSizeInBytes ? new Pbkdf2Password(iterations, salt, hash) : null;
    }

    /// <param name="password">In UTF-8.</param>
    public bool IsMatchedBy(ReadOnlySpan<byte> password) =>
        CryptographicOperations.FixedTimeEquals(Derive(password, _salt, _iterations), _hash);

    /// <summary>As it is written into a configuration.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Mark}{HashName}${_iterations}${Convert.ToBase64String(_salt)}${Convert.ToBase64String(_hash)}"
        );

    private static byte[] Derive(ReadOnlySpan<byte> password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);

    private static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : null;
    }
}
