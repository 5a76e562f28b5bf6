using System.Buffers.Binary;

namespace Supervisor.Protocol.Keeping;

/// <summary>
/// One message between keeper and master: a kind and four numbers, always of the same length, so that neither side needs a buffer that
/// grows. A <see cref="KeeperFrameKind.Hold"/> takes the next descriptor that came over the socket.
/// </summary>
/// <param name="Key">Which descriptor; 0 for kinds that are about none.</param>
public readonly record struct KeeperFrame(KeeperFrameKind Kind, int Key = 0, long First = 0, long Second = 0, long Third = 0)
{
    /// <summary>Bytes of a frame.</summary>
    public const int Length = 32;

    private const int KeyPlace = 4;
    private const int FirstPlace = 8;
    private const int SecondPlace = 16;
    private const int ThirdPlace = 24;

    /// <param name="bytes">At least <see cref="Length"/>.</param>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes, (int)Kind);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[KeyPlace..], Key);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[FirstPlace..], First);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[SecondPlace..], Second);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[ThirdPlace..], Third);
    }

    /// <param name="bytes">At least <see cref="Length"/>.</param>
    public static KeeperFrame Read(ReadOnlySpan<byte> bytes) =>
        new(
            (KeeperFrameKind)BinaryPrimitives.ReadInt32LittleEndian(bytes),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[KeyPlace..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[FirstPlace..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[SecondPlace..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[ThirdPlace..])
        );
}
