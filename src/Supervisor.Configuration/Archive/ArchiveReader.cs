using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Supervisor.Configuration.Archive;

/// <summary>Reads what <see cref="ArchiveWriter"/> wrote.</summary>
/// <remarks>Every method throws <see cref="InvalidDataException"/> when the content is not what it should be.</remarks>
internal ref struct ArchiveReader(ReadOnlySpan<byte> content)
{
    private ReadOnlySpan<byte> _rest = content;

    public delegate T ValueReader<out T>(ref ArchiveReader reader);

    public readonly void End()
    {
        if (!_rest.IsEmpty)
            throw new InvalidDataException($"{_rest.Length} bytes too many");
    }

    public uint Number() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public bool Flag() =>
        Number() switch
        {
            0 => false,
            1 => true,
            var other => throw new InvalidDataException($"neither yes nor no: {other}"),
        };

    /// <summary>How many elements follow: no more than there are bytes for.</summary>
    public int Count()
    {
        var count = Number();
        return count <= _rest.Length ? (int)count : throw new InvalidDataException($"{count} elements in {_rest.Length} bytes");
    }

    public ReadOnlySpan<byte> Bytes() => Take(Number());

    public string Text()
    {
        var bytes = Bytes();
        return bytes.Length % sizeof(char) == 0
            ? new string(MemoryMarshal.Cast<byte, char>(bytes))
            : throw new InvalidDataException("half a character");
    }

    public ImmutableSortedDictionary<string, Answer<T>> Book<T>(ValueReader<T> read)
    {
        var answers = AnswerBook<T>.Empty.ToBuilder();
        for (var left = Count(); left > 0; left--)
        {
            var question = Text();
            answers[question] = Flag() ? new Answer<T>(read(ref this), null) : new Answer<T>(default!, Failure());
        }
        return answers.ToImmutable();
    }

    private SourceFailure Failure()
    {
        var kind = (SourceFailureKind)Number();
        return Enum.IsDefined(kind)
            ? new SourceFailure(kind, Text(), Text(), (int)Number())
            : throw new InvalidDataException($"an unknown kind of failure: {kind}");
    }

    private ReadOnlySpan<byte> Take(uint length)
    {
        if (length > _rest.Length)
            throw new InvalidDataException($"{length} bytes wanted where {_rest.Length} are left");
        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }
}
