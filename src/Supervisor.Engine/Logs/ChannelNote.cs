using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>What one channel has in the notes of its lane.</summary>
internal sealed class ChannelNote
{
    private readonly LogNotes _notes;
    private readonly int _area;

    private ChannelNote(LogNotes notes, int area) => (_notes, _area) = (notes, area);

    /// <summary>The note of a channel that was there before this process, or a new one where one is needed.</summary>
    /// <param name="isNeeded">Its bytes do not pass inside the kernel.</param>
    /// <returns>Null: there is none.</returns>
    public static ChannelNote? Of(LogNotes notes, LogChannel channel, bool isNeeded)
    {
        if (FileStatus.Read(channel.ReadDescriptor, out var status) != 0)
            return null;
        var area = notes.Find(status.Inode);
        if (area is not null && !channel.IsInherited)
        {
            // Left by a pipe that is gone and had the same number.
            notes.Free(area.Value);
            area = null;
        }
        area ??= isNeeded ? notes.Reserve(status.Inode) : null;
        return area is null ? null : new ChannelNote(notes, area.Value);
    }

    /// <inheritdoc cref="LogNotes.Read"/>
    public (byte[] State, byte[] Pending, byte[] Raw) Read() => _notes.Read(_area);

    /// <inheritdoc cref="LogNotes.Stage"/>
    public TransferResult Stage(int pipe, Span<byte> input) => _notes.Stage(_area, pipe, input);

    /// <summary>Brings output to a log.</summary>
    /// <param name="raw">What comes after it, taken from the pipe by an earlier process.</param>
    public MoveResult Write(OpenLog? log, ChannelTransform transform, ReadOnlySpan<byte> output, ReadOnlySpan<byte> raw)
    {
        if (log is null)
        {
            _ = _notes.Begin(_area, transform, default, raw, default);
            _notes.End(_area, transform, default, raw);
            return MoveResult.Moved(output.Length);
        }
        var noted = _notes.Begin(_area, transform, default, raw, output);
        var result = log.Write(output.Length == noted.Length ? noted : output);
        _notes.End(_area, transform, output[result.Count..], raw);
        return result;
    }

    /// <summary>What was staged has been shown to who wants to see it, and goes nowhere else.</summary>
    public void Drop(ChannelTransform transform, ReadOnlySpan<byte> pending, ReadOnlySpan<byte> raw)
    {
        _ = _notes.Begin(_area, transform, pending, raw, default);
        _notes.End(_area, transform, pending, raw);
    }

    /// <summary>Notes how things are between two batches.</summary>
    public void Save(ChannelTransform transform, ReadOnlySpan<byte> pending, ReadOnlySpan<byte> raw) =>
        _notes.Save(_area, transform, pending, raw);

    /// <summary>Nothing is noted of the channel any more.</summary>
    public void Free() => _notes.Free(_area);
}
