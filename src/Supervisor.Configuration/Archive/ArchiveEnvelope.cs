using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Supervisor.Configuration.Archive;

/// <summary>
/// What is around the content of an archive: magic (8 bytes), version (4), checksum (4), length of the content (8), little-endian. The
/// checksum is CRC-32C of the content: it finds every damage of up to 32 bits in a row. SHA-256 would load a cryptographic library. The
/// other numbers have one right value each.
/// </summary>
internal static class ArchiveEnvelope
{
    public const uint Version = 1;
    private const int VersionAt = 8;
    private const int ChecksumAt = 12;
    private const int LengthAt = 16;
    private const int HeaderLength = 24;

    private static ReadOnlySpan<byte> Magic => "SUPVCONF"u8;

    public static byte[] Wrap(ReadOnlySpan<byte> content)
    {
        var bytes = new byte[HeaderLength + content.Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(VersionAt), Version);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(LengthAt), content.Length);
        content.CopyTo(bytes.AsSpan(HeaderLength));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(ChecksumAt), ChecksumOf(content));
        return bytes;
    }

    public static bool TryOpen(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> content, [NotNullWhen(false)] out string? reason)
    {
        content = default;
        reason = MistakeIn(bytes);
        if (reason is not null)
            return false;
        content = bytes[HeaderLength..];
        return true;
    }

    private static string? MistakeIn(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength)
            return $"cut short: {bytes.Length} bytes";
        if (!bytes.StartsWith(Magic))
            return "not an archive of a configuration";
        var version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[VersionAt..]);
        if (version > Version)
            return $"of version {version}, which is newer than {Version}";
        if (version != Version)
            return $"of version {version}, which there never was";
        var length = BinaryPrimitives.ReadInt64LittleEndian(bytes[LengthAt..]);
        if (length != bytes.Length - HeaderLength)
            return $"cut short or damaged: {bytes.Length - HeaderLength} bytes of content in place of {length}";
        return ChecksumOf(bytes[HeaderLength..]) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..])
            ? null
            : "damaged: the checksum is wrong";
    }

    private static uint ChecksumOf(ReadOnlySpan<byte> content)
    {
        var checksum = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(content);
        foreach (var word in words)
            checksum = BitOperations.Crc32C(checksum, word);
        foreach (var value in content[(words.Length * sizeof(ulong))..])
            checksum = BitOperations.Crc32C(checksum, value);
        return ~checksum;
    }
}
