using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;
using Supervisor.Engine.Slots;
using Supervisor.Posix;

namespace Supervisor.Engine.Journal;

/// <summary>
/// The journal of one daemon: a record for each slot, written before the effect that it announces. It is the memory of a file, and so
/// survives the process that wrote it, whatever killed that. It does not survive a power cut, and need not: that ends the programs too.
/// </summary>
/// <remarks>
/// Every record is there twice and written in turns, each time with a number that grows and a checksum, so that one that was being written
/// when its writer was killed leaves the one before. Beside the two is the cell where the child puts its own pid, and the time, before it
/// does anything else.
/// </remarks>
public sealed class JournalFile : IDisposable
{
    private const int CellLength = 64;
    private const int NumberLength = 8;
    private const int ChecksumLength = 8;
    private const int CopyLength = NumberLength + ChecksumLength + SlotRecordCodec.Length;

    /// <summary>Bytes that a slot has in the file.</summary>
    internal const int RecordLength = CellLength + (2 * CopyLength);

    /// <summary>Address space, not memory: 100,000 slots.</summary>
    private const int Reserved = 128 * 1024 * 1024;

    /// <summary>The file grows by so many records at a time.</summary>
    private const int Growth = 32;

    /// <summary>A child that is not held up executes its program in a fraction of this, and one that is has left its pid long before.</summary>
    private static readonly TimeSpan ShortPatience = TimeSpan.FromMilliseconds(100);

    private readonly SharedMapping _mapping;
    private readonly Stack<int> _free = new();
    private int _capacity;

    private JournalFile(SharedMapping mapping)
    {
        _mapping = mapping;
        _capacity = Math.Max(0, (mapping.Length - JournalHeader.Length) / RecordLength);
    }

    /// <summary>Opens the journal, or begins one. One of another boot, version or pid namespace is put aside as PATH.old.</summary>
    /// <param name="patience">
    /// How long a child that is just being made is waited for until it has left its pid. It has the journal locked until it executes its
    /// program, which may take for ever.
    /// </param>
    /// <param name="remark">What there is to say about it, or null.</param>
    /// <param name="copy">
    /// What it said before an upgrade that has failed, as <see cref="ToBytes"/> gave it: stands in place of one that this version cannot read.
    /// </param>
    /// <returns>Null when it cannot be had; then the remark says why.</returns>
    public static JournalFile? TryOpen(string path, TimeSpan patience, out string? remark, ReadOnlySpan<byte> copy = default)
    {
        var header = JournalHeader.OfThisProcess();
        var isCopyOurs = copy.Length >= JournalHeader.Length && header.FindDifference(copy) is null;
        remark = null;
        while (true)
        {
            var errno = SharedMapping.TryOpen(path, Reserved, out var mapping);
            if (errno != 0)
            {
                remark = Errno.Describe(errno);
                return null;
            }
            var isLocked = mapping!.TryLock(patience < ShortPatience ? patience : ShortPatience);
            if (mapping.Length < JournalHeader.Length)
                return isCopyOurs ? BeginWith(copy, mapping, ref remark) : Begin(mapping, header, ref remark);
            if (header.FindDifference(mapping.At(0, JournalHeader.Length)) is not { } difference)
            {
                var journal = new JournalFile(mapping);
                if (!isLocked && journal.IsAnyAwaited && !mapping.TryLock(patience))
                    remark = "a child hangs in its start before it has left its pid: it is not known";
                return journal;
            }
            mapping.Dispose();
            remark = $"{path} was put aside: {difference}";
            errno = DirectoryEntries.Rename(path, path + ".old");
            if (errno == 0)
                continue;
            remark = $"{path} cannot be put aside: {Errno.Describe(errno)}";
            return null;
        }
    }

    /// <summary>Reads a journal that another process has open, without touching it.</summary>
    /// <returns>Null when it is none of this version; then the reason says why.</returns>
    public static IReadOnlyList<SlotRecord>? TryReadCopy(string path, out string reason)
    {
        reason = "";
        var errno = SharedMapping.TryCopy(path, out var copy);
        if (errno != 0)
        {
            reason = Errno.Describe(errno);
            return null;
        }
        using var journal = new JournalFile(copy!);
        if (copy!.Length < JournalHeader.Length)
            reason = "it is empty";
        else if (JournalHeader.OfThisProcess().FindDifference(copy.At(0, JournalHeader.Length)) is { } difference)
            reason = difference;
        return reason.Length == 0 ? journal.Read() : null;
    }

    /// <summary>It says how things were before an upgrade that has failed: what happened since is not in it.</summary>
    public bool IsOfBefore { get; private init; }

    /// <summary>All that it says at this moment.</summary>
    public byte[] ToBytes() => _mapping.At(0, _mapping.Length).ToArray();

    /// <summary>The number of the last load of the configuration.</summary>
    public ulong Generation
    {
        get => ReadNumber(JournalHeader.GenerationPlace);
        set => WriteNumber(JournalHeader.GenerationPlace, value);
    }

    /// <summary>The number of the load that was read last, be it applied or not; 0 where that was not noted.</summary>
    public ulong LastRead
    {
        get => ReadNumber(JournalHeader.LastReadPlace);
        set => WriteNumber(JournalHeader.LastReadPlace, value);
    }

    /// <summary>The serial of the last event that was announced.</summary>
    public ulong EventSerial
    {
        get => ReadNumber(JournalHeader.EventSerialPlace);
        set => WriteNumber(JournalHeader.EventSerialPlace, value);
    }

    /// <summary>How often the daemon has gone over to another executable.</summary>
    public ulong Upgrades
    {
        get => ReadNumber(JournalHeader.UpgradesPlace);
        set => WriteNumber(JournalHeader.UpgradesPlace, value);
    }

    /// <summary>The daemon is just going over to another executable.</summary>
    public bool IsUpgradePending
    {
        get => ReadNumber(JournalHeader.UpgradePendingPlace) != 0;
        set => WriteNumber(JournalHeader.UpgradePendingPlace, value ? 1UL : 0);
    }

    /// <summary>The end of the daemon that has begun.</summary>
    public DaemonEnding Ending
    {
        get => (DaemonEnding)ReadNumber(JournalHeader.EndingPlace) is var ending && Enum.IsDefined(ending) ? ending : DaemonEnding.None;
        set => WriteNumber(JournalHeader.EndingPlace, (ulong)value);
    }

    /// <summary>Every record that is in use, in the order of the file; places without one are free from then on.</summary>
    public IReadOnlyList<SlotRecord> Read()
    {
        _free.Clear();
        var records = new List<SlotRecord>();
        for (var index = _capacity - 1; index >= 0; index--)
        {
            if (TryReadCopy(index, out var content))
                records.Add(Read(content, index));
            else
                _free.Push(index);
        }
        records.Reverse();
        return records;
    }

    /// <summary>A place for one more record.</summary>
    /// <returns>0 or the errno.</returns>
    internal int Reserve(out int index)
    {
        index = -1;
        if (_free.Count == 0)
        {
            var errno = _mapping.Grow(JournalHeader.Length + ((_capacity + Growth) * RecordLength));
            if (errno != 0)
                return errno;
            for (var added = Growth - 1; added >= 0; added--)
                _free.Push(_capacity + added);
            _capacity += Growth;
        }
        index = _free.Pop();
        return 0;
    }

    /// <summary>Where the children of this record put their pids.</summary>
    internal PublishedProcessId CellOf(int index) => PublishedProcessId.In(_mapping, PlaceOf(index));

    private bool IsAnyAwaited => Enumerable.Range(0, _capacity).Any(index => CellOf(index).IsAwaited);

    /// <summary>Writes what the slot is now.</summary>
    internal void Write(ProcessSlot slot, int index)
    {
        var copy = NextCopy(index, out var number);
        SlotRecordCodec.Write(slot, Content(copy));
        Seal(copy, number);
    }

    /// <summary>The slot is gone.</summary>
    internal void Free(int index)
    {
        for (var turn = 0; turn < 2; turn++)
        {
            var copy = NextCopy(index, out var number);
            Content(copy).Clear();
            Seal(copy, number);
        }
        CellOf(index).Clear();
        _free.Push(index);
    }

    public void Dispose() => _mapping.Dispose();

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller owns the journal.")]
    private static JournalFile? Begin(SharedMapping mapping, in JournalHeader header, ref string? remark)
    {
        var errno = mapping.Grow(JournalHeader.Length);
        if (errno == 0)
        {
            header.Write(mapping.At(0, JournalHeader.Length));
            return new JournalFile(mapping);
        }
        mapping.Dispose();
        remark = Errno.Describe(errno);
        return null;
    }

    private static JournalFile? BeginWith(ReadOnlySpan<byte> copy, SharedMapping mapping, ref string? remark)
    {
        var errno = mapping.Grow(copy.Length);
        if (errno == 0)
        {
            copy[sizeof(ulong)..].CopyTo(mapping.At(sizeof(ulong), copy.Length - sizeof(ulong)));
            // Last, as in a new one.
            copy[..sizeof(ulong)].CopyTo(mapping.At(0, sizeof(ulong)));
            remark = (remark is null ? "the journal is gone" : remark) + "; what it said before the upgrade stands in its place";
            return new JournalFile(mapping) { IsOfBefore = true };
        }
        mapping.Dispose();
        remark = Errno.Describe(errno);
        return null;
    }

    private static int PlaceOf(int index) => JournalHeader.Length + (index * RecordLength);

    private Span<byte> CopyAt(int index, int which) => _mapping.At(PlaceOf(index) + CellLength + (which * CopyLength), CopyLength);

    private static Span<byte> Content(Span<byte> copy) => copy[(NumberLength + ChecksumLength)..];

    /// <summary>The older copy, which is to be written next.</summary>
    private Span<byte> NextCopy(int index, out ulong number)
    {
        var first = CopyAt(index, 0);
        var second = CopyAt(index, 1);
        var (left, right) = (NumberOf(first), NumberOf(second));
        number = Math.Max(left, right) + 1;
        return left <= right ? first : second;
    }

    private bool TryReadCopy(int index, out ReadOnlySpan<byte> content)
    {
        var first = CopyAt(index, 0);
        var second = CopyAt(index, 1);
        var newer = NumberOf(first) > NumberOf(second) ? first : second;
        var older = NumberOf(first) > NumberOf(second) ? second : first;
        var found = IsWhole(newer) ? newer : older;
        content = Content(found);
        // A name of nothing but zeros is a place that was freed.
        return IsWhole(found) && content[..16].ContainsAnyExcept((byte)0);
    }

    /// <summary>A copy whose checksum does not fit was being written; it has no number, so it is the next to be written.</summary>
    private static ulong NumberOf(ReadOnlySpan<byte> copy) => IsWhole(copy) ? BinaryPrimitives.ReadUInt64LittleEndian(copy) : 0;

    private static bool IsWhole(ReadOnlySpan<byte> copy) =>
        BinaryPrimitives.ReadUInt64LittleEndian(copy[NumberLength..]) == Checksum(copy)
        && BinaryPrimitives.ReadUInt64LittleEndian(copy) != 0;

    private static void Seal(Span<byte> copy, ulong number)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(copy, number);
        BinaryPrimitives.WriteUInt64LittleEndian(copy[NumberLength..], Checksum(copy));
    }

    /// <summary>A CRC-32C of number and content beside half of the number, so that a copy of nothing but zeros has none.</summary>
    private static ulong Checksum(ReadOnlySpan<byte> copy)
    {
        var number = BinaryPrimitives.ReadUInt64LittleEndian(copy);
        var sum = BitOperations.Crc32C(uint.MaxValue, number);
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(copy[(NumberLength + ChecksumLength)..]))
            sum = BitOperations.Crc32C(sum, word);
        return ((ulong)sum << 32) | (uint)number;
    }

    private SlotRecord Read(ReadOnlySpan<byte> content, int index)
    {
        var cell = CellOf(index);
        return SlotRecordCodec.Read(content, index, cell.Value) with { PublishedAt = cell.SeenAt };
    }

    private ulong ReadNumber(int place) => BinaryPrimitives.ReadUInt64LittleEndian(_mapping.At(place, sizeof(ulong)));

    private void WriteNumber(int place, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(_mapping.At(place, sizeof(ulong)), value);
}
