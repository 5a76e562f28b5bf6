using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>Looks at the beginning of a pipe's content without taking it: tee(2) into a pipe of its own, which is then read.</summary>
internal sealed class PipePeek : IDisposable
{
    /// <summary>Twice what a cut needs to know on each side of a file's size.</summary>
    public const int Window = 4 * RotationCut.LineEndDistance;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Window, pinned: true);
    private Descriptor? _read;
    private Descriptor? _write;

    /// <param name="content">Valid until the next look; may be less than the pipe holds.</param>
    /// <returns>Count 0 says that the pipe is empty and has no writer. EMFILE and its like when there is no pipe to look with.</returns>
    public TransferResult Look(int pipe, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (_write is null && TryOpen() is var errno and not 0)
            return new TransferResult(0, errno);
        var copied = Pipe.Tee(pipe, _write!.Number, Window);
        if (copied.Count == 0)
            return copied;
        var length = 0;
        while (length < copied.Count)
        {
            var result = FileDescriptor.Read(_read!.Number, _bytes.AsSpan(length, copied.Count - length));
            if (result.Count == 0)
                return new TransferResult(0, Errno.EIO);
            length += result.Count;
        }
        content = _bytes.AsSpan(0, length);
        return copied;
    }

    private int TryOpen()
    {
        try
        {
            (_read, _write) = Pipe.Create(nonBlockingRead: true);
            return 0;
        }
        catch (PosixException failure)
        {
            return failure.ErrorNumber;
        }
    }

    public void Dispose()
    {
        _read?.Dispose();
        _write?.Dispose();
    }
}
