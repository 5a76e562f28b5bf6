using System.Buffers.Binary;

namespace Supervisor.Protocol.Framing;

/// <summary>What stands before each message: little-endian length of the content, kind, descriptors that come with it, number.</summary>
/// <param name="Length">Bytes of the content, without this header.</param>
/// <param name="Kind">Which message it is; each direction numbers its own.</param>
/// <param name="DescriptorCount">How many of the descriptors that were received (SCM_RIGHTS, in order) belong to it.</param>
/// <param name="Number">Of a request, chosen by the gateway and repeated in the reply; 0 for messages that have no answer.</param>
public readonly record struct FrameHeader(int Length, byte Kind, byte DescriptorCount, uint Number)
{
    /// <summary>Bytes of a header.</summary>
    public const int Size = 10;

    /// <summary>Of one message: what programs are sent on their standard input, and the state of some 50,000 processes, fit in.</summary>
    public const int LargestContent = 32 * 1024 * 1024;

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, Length);
        target[4] = Kind;
        target[5] = DescriptorCount;
        BinaryPrimitives.WriteUInt32LittleEndian(target[6..], Number);
    }

    /// <exception cref="ProtocolException">The length cannot be.</exception>
    public static FrameHeader Read(ReadOnlySpan<byte> source)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(source);
        if (length is < 0 or > LargestContent)
            throw new ProtocolException($"a message of {length} bytes");
        return new FrameHeader(length, source[4], source[5], BinaryPrimitives.ReadUInt32LittleEndian(source[6..]));
    }
}
