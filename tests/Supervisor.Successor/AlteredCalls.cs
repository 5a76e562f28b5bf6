using System.Buffers.Binary;
using Supervisor.Posix;
using Supervisor.Protocol.Framing;

namespace Supervisor.Successor;

/// <summary>What a gateway waits for, as another supervisord would have written it; see PassedGateways.</summary>
internal static class AlteredCalls
{
    private const string Name = "altered-gateways";

    /// <summary>Of a frame.</summary>
    private const int KindPlace = 4;
    private const byte Unknown = 200;

    public static Descriptor OfLaterVersion(Descriptor calls) =>
        Altered(
            calls,
            bytes =>
            {
                bytes[KindPlace] = Unknown;
            }
        );

    /// <summary>The first gateway speaks a protocol that is to come.</summary>
    public static Descriptor OfOtherProtocol(Descriptor calls) =>
        Altered(
            calls,
            bytes =>
            {
                // Behind the count of gateways and the key.
                bytes[FrameHeader.Size + (2 * sizeof(int))]++;
            }
        );

    /// <summary>The first call of the first gateway is of a kind that is to come.</summary>
    public static Descriptor OfUnknownKinds(Descriptor calls) =>
        Altered(
            calls,
            bytes =>
            {
                // Behind the count of gateways: key, version, pid and start time; then what was received, the count of calls, and of the first
                // its number, its length, and that of its request.
                var place = FrameHeader.Size + sizeof(int) + (3 * sizeof(int)) + sizeof(long);
                place += sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(place));
                place += 4 * sizeof(int);
                bytes[place + KindPlace] = Unknown;
            }
        );

    private static Descriptor Altered(Descriptor calls, Action<byte[]> change)
    {
        using (calls)
        {
            var bytes = SealedFile.Read(calls.Number);
            change(bytes);
            return SealedFile.Create(Name, bytes);
        }
    }
}
