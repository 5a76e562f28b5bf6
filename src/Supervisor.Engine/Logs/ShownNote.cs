using System.Runtime.InteropServices;

namespace Supervisor.Engine.Logs;

/// <summary>What is noted of a channel whose bytes are shown and pass inside the kernel.</summary>
internal sealed class ShownNote
{
    private readonly OutputNotes _notes;
    private readonly int _record;

    private ShownNote(OutputNotes notes, int record) => (_notes, _record) = (notes, record);

    /// <summary>The note of a channel that was there before this process, or a new one where one is needed.</summary>
    /// <param name="isNeeded">Its bytes are about to be shown.</param>
    /// <returns>Null: there is none.</returns>
    public static ShownNote? Of(OutputNotes notes, LogChannel channel, bool isNeeded)
    {
        if (channel.Pipe == 0)
            return null;
        var record = notes.Find(channel.Pipe);
        if (record is not null && !channel.IsInherited)
        {
            // Left by a pipe that is gone and had the same number.
            notes.Free(record.Value);
            record = null;
        }
        record ??= isNeeded ? notes.Reserve(channel.Pipe) : null;
        return record is null ? null : new ShownNote(notes, record.Value);
    }

    /// <summary>What an earlier process noted.</summary>
    /// <param name="held">The beginning of a character that was held back.</param>
    /// <returns>How many bytes at the beginning of the pipe have been shown.</returns>
    public int Read(out byte[] held)
    {
        var bytes = _notes.ShownOf(_record);
        held = MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in bytes.Held))[..Math.Clamp(bytes.HeldLength, 0, sizeof(ulong))].ToArray();
        return Math.Max(0, bytes.Shown);
    }

    /// <inheritdoc cref="OutputNotes.Show"/>
    public void Show(int shown, ReadOnlySpan<byte> held) => _notes.Show(_record, shown, held);

    /// <inheritdoc cref="OutputNotes.BeginMove"/>
    public void BeginMove(bool isTraceable) => _notes.BeginMove(_record, isTraceable);

    /// <inheritdoc cref="OutputNotes.EndMove"/>
    public void EndMove(int shown) => _notes.EndMove(shown);

    /// <summary>Nothing is noted of the channel any more.</summary>
    public void Free() => _notes.Free(_record);
}
