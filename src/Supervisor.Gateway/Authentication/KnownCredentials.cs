using System.Security.Cryptography;
using System.Text;
using Supervisor.Protocol.Gateway;

namespace Supervisor.Gateway.Authentication;

/// <summary>
/// Credentials that were found right against a slow hash, so that a caller pays for it once and not at each call. Only a keyed digest is kept
/// of them, together with what they were checked against: a changed password makes it worthless.
/// </summary>
internal sealed class KnownCredentials
{
    private const int MostKept = 16;
    private const int KeySize = 32;
    private readonly Lazy<byte[]> _key = new(() => RandomNumberGenerator.GetBytes(KeySize));
    private readonly Lock _lock = new();
    private readonly Queue<byte[]> _digests = new();

    public bool Contains(ListenerDescription listener, BasicCredentials credentials)
    {
        var digest = Digest(listener, credentials);
        var isKnown = false;
        lock (_lock)
        {
            foreach (var known in _digests)
                isKnown |= CryptographicOperations.FixedTimeEquals(known, digest);
        }
        return isKnown;
    }

    public void Add(ListenerDescription listener, BasicCredentials credentials)
    {
        var digest = Digest(listener, credentials);
        lock (_lock)
        {
            if (_digests.Count == MostKept)
                _digests.Dequeue();
            _digests.Enqueue(digest);
        }
    }

    private byte[] Digest(ListenerDescription listener, BasicCredentials credentials)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key.Value);
        Append(hash, Encoding.UTF8.GetBytes(listener.UserName ?? ""));
        Append(hash, Encoding.UTF8.GetBytes(listener.Password ?? ""));
        Append(hash, credentials.UserName.Span);
        Append(hash, credentials.Password.Span);
        return hash.GetHashAndReset();
    }

    /// <summary>With its length, so that no two lists of parts look the same.</summary>
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        hash.AppendData(BitConverter.GetBytes(part.Length));
        hash.AppendData(part);
    }
}
