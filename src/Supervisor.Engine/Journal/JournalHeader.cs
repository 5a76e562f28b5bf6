using System.Buffers.Binary;

namespace Supervisor.Engine.Journal;

/// <summary>The beginning of a journal: what it is, and of which boot and pid namespace, since pids mean nothing elsewhere.</summary>
/// <param name="BootId">Of /proc/sys/kernel/random/boot_id (random(4)).</param>
/// <param name="ProcessNamespace">The inode of /proc/self/ns/pid (namespaces(7)).</param>
internal readonly record struct JournalHeader(Guid BootId, ulong ProcessNamespace)
{
    /// <summary>Of the format; one that differs is not read.</summary>
    public const int Version = 1;

    /// <summary>Bytes that the header has for itself.</summary>
    public const int Length = 4096;

    private const ulong Magic = 0x314C4E524A565053;
    private const int VersionPlace = 8;
    private const int RecordPlace = 12;
    private const int BootPlace = 16;
    private const int NamespacePlace = 32;

    /// <summary>Where the number of the last load of the configuration stands.</summary>
    public const int GenerationPlace = 64;

    /// <summary>Where the serial of the last event stands.</summary>
    public const int EventSerialPlace = 72;

    /// <summary>Where it stands how often the daemon has gone over to another executable.</summary>
    public const int UpgradesPlace = 80;

    /// <summary>Where it stands that it is just going over to one.</summary>
    public const int UpgradePendingPlace = 88;

    /// <summary>Where it stands whether the daemon is ending.</summary>
    public const int EndingPlace = 96;

    /// <summary>Where the number of the load stands that was read last.</summary>
    public const int LastReadPlace = 104;

    public static JournalHeader OfThisProcess()
    {
        _ = Guid.TryParse(Posix.KernelFile.ReadText("/proc/sys/kernel/random/boot_id").Trim(), out var boot);
        _ = Posix.FileStatus.Read("/proc/self/ns/pid", out var status);
        return new JournalHeader(boot, status.Inode);
    }

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes[VersionPlace..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[RecordPlace..], JournalFile.RecordLength);
        BootId.TryWriteBytes(bytes[BootPlace..]);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[NamespacePlace..], ProcessNamespace);
        // Last, so that a header that is whole is one that was written to its end.
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
    }

    /// <summary>Null when the journal is this one's; otherwise why it is not.</summary>
    public string? FindDifference(ReadOnlySpan<byte> bytes)
    {
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic)
            return "it is no journal";
        if (
            BinaryPrimitives.ReadInt32LittleEndian(bytes[VersionPlace..]) != Version
            || BinaryPrimitives.ReadInt32LittleEndian(bytes[RecordPlace..]) != JournalFile.RecordLength
        )
            return "it is of another version of supervisord";
        if (new Guid(bytes.Slice(BootPlace, 16)) != BootId)
            return "it is of another boot of this machine, whose processes are gone";
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes[NamespacePlace..]) != ProcessNamespace
            ? "it is of another pid namespace, whose processes cannot be reached from here"
            : null;
    }
}
