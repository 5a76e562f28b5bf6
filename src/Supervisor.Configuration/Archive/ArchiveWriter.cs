using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Supervisor.Configuration.Archive;

/// <summary>Writes the parts of an archive one after another.</summary>
internal sealed class ArchiveWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void Number(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.GetSpan(sizeof(uint)), value);
        _buffer.Advance(sizeof(uint));
    }

    public void Flag(bool value) => Number(value ? 1u : 0u);

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Number((uint)value.Length);
        _buffer.Write(value);
    }

    /// <summary>As UTF-16, because a name that is no good text need not survive UTF-8.</summary>
    public void Text(string value) => Bytes(MemoryMarshal.AsBytes(value.AsSpan()));

    public void Book<T>(ImmutableSortedDictionary<string, Answer<T>> answers, Action<ArchiveWriter, T> write)
    {
        Number((uint)answers.Count);
        foreach (var (question, answer) in answers)
        {
            Text(question);
            Flag(answer.Failure is null);
            if (answer.Failure is { } failure)
                Failure(failure);
            else
                write(this, answer.Value);
        }
    }

    private void Failure(SourceFailure failure)
    {
        Number((uint)failure.Kind);
        Text(failure.Message);
        Text(failure.Call);
        Number((uint)failure.ErrorNumber);
    }
}
