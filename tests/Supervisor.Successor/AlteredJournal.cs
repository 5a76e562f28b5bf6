using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Supervisor.Successor;

/// <summary>The journal as another supervisord would have written it; see JournalFile and SlotRecordCodec for its places.</summary>
internal sealed class AlteredJournal(string path)
{
    private const int HeaderLength = 4096;
    private const int VersionPlace = 8;
    private const int RecordLengthPlace = 12;
    private const int CellLength = 64;
    private const int ContentPlace = 16;

    /// <summary>Of state, presence of a child, intent and owed action, behind name and load.</summary>
    private const int KindsPlace = ContentPlace + 24;
    private const byte Unknown = 200;

    /// <summary>Another version, longer records, and nothing where it was.</summary>
    public void BecomeLaterVersion()
    {
        using var file = Open();
        var bytes = Read(file);
        BinaryPrimitives.WriteInt32LittleEndian(
            bytes.AsSpan(VersionPlace),
            BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(VersionPlace)) + 1
        );
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(RecordLengthPlace), 2 * RecordLengthOf(bytes));
        for (var place = HeaderLength; place < bytes.Length; place++)
            bytes[place] ^= Unknown;
        file.Position = 0;
        file.Write(bytes);
    }

    /// <summary>The same version, and states that it does not know.</summary>
    public void BecomeUnknownKinds()
    {
        using var file = Open();
        var bytes = Read(file);
        var record = RecordLengthOf(bytes);
        var copy = (record - CellLength) / 2;
        for (var place = HeaderLength; place + record <= bytes.Length; place += record)
        {
            for (var start = place + CellLength; start < place + record; start += copy)
                MakeUnknown(bytes.AsSpan(start, copy));
        }
        file.Position = 0;
        file.Write(bytes);
    }

    private static void MakeUnknown(Span<byte> copy)
    {
        // One that is not sealed, or belongs to nobody, stays so.
        if (BinaryPrimitives.ReadUInt64LittleEndian(copy) == 0 || !copy.Slice(ContentPlace, ContentPlace).ContainsAnyExcept((byte)0))
            return;
        copy[KindsPlace] = Unknown;
        var number = BinaryPrimitives.ReadUInt64LittleEndian(copy);
        var sum = BitOperations.Crc32C(uint.MaxValue, number);
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(copy[ContentPlace..]))
            sum = BitOperations.Crc32C(sum, word);
        BinaryPrimitives.WriteUInt64LittleEndian(copy[sizeof(ulong)..], ((ulong)sum << 32) | (uint)number);
    }

    private static int RecordLengthOf(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes[RecordLengthPlace..]);

    private static byte[] Read(FileStream file)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private FileStream Open() => new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
}
