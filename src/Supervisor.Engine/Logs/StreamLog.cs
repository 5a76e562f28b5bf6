using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>
/// A target without places to seek to, or one whose position belongs to somebody else: terminal, pipe, socket, device, a file that is the
/// daemon's own standard output. Never rotated. Never waited for: it is non-blocking, or asked before each write.
/// </summary>
internal sealed class StreamLog(Descriptor descriptor, FileStatus status, bool isBorrowed, LaneContext context, OpenLogTable table)
    : OpenLog(descriptor, status, isBorrowed, table)
{
    /// <summary>What poll(2) promises to have room for when a pipe is writable (PIPE_BUF, pipe(7)).</summary>
    private const int AtomicWrite = 4096;

    /// <summary>A description that others use too: its O_NONBLOCK is not ours to set.</summary>
    private readonly bool _mayBlock = isBorrowed && status.Kind is FileKind.Fifo or FileKind.CharacterDevice;

    private readonly bool _isSocket = status.Kind == FileKind.Socket;

    /// <summary>Splicing needs a target that takes pages (not every device does, nor a file opened with O_APPEND) and a wait of its own.</summary>
    private bool _isSpliceable = status.Kind != FileKind.Socket && !(isBorrowed && status.Kind == FileKind.CharacterDevice);

    public override MoveResult Splice(int pipe, int budget)
    {
        if (!_isSpliceable)
            return MoveResult.NotSpliceable;
        var result = Pipe.Splice(pipe, Number, budget);
        if (result.IsSuccess)
            return result.Count == 0 ? MoveResult.NoWriter : MoveResult.Moved(result.Count);
        if (result.WouldBlock)
            return Pipe.Available(pipe) == 0 ? MoveResult.Empty : MoveResult.Blocked();
        if (result.Errno != Errno.EINVAL)
            return MoveResult.Failed(result.Errno);
        _isSpliceable = false;
        return MoveResult.NotSpliceable;
    }

    public override MoveResult Write(ReadOnlySpan<byte> bytes)
    {
        var written = 0;
        while (written < bytes.Length)
        {
            var rest = bytes[written..];
            if (_mayBlock)
            {
                if (!FileDescriptor.IsWritable(Number))
                    return MoveResult.Blocked(written);
                rest = rest[..Math.Min(rest.Length, AtomicWrite)];
            }
            var result = _isSocket ? FileDescriptor.Send(Number, rest) : FileDescriptor.Write(Number, rest);
            if (result.WouldBlock)
                return MoveResult.Blocked(written);
            if (!result.IsSuccess)
                return MoveResult.Failed(result.Errno, written);
            written += result.Count;
            context.Notes?.EndPiece(result.Count);
        }
        return MoveResult.Moved(written);
    }
}
