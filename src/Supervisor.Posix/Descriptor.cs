using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>
/// An open file descriptor with one owner, who disposes it. It has no finalizer: a descriptor that is closed at a random time can be
/// somebody else's by then.
/// </summary>
public sealed class Descriptor(int number) : IDisposable
{
    private const int Closed = -1;
    private int _number = number >= 0 ? number : throw new ArgumentOutOfRangeException(nameof(number));

    /// <summary>The number; throws when it has been closed.</summary>
    public int Number => _number != Closed ? _number : throw new ObjectDisposedException(nameof(Descriptor));

    public bool IsOpen => _number != Closed;

    /// <summary>Another descriptor of the same file, close-on-exec, with a number above this one (F_DUPFD_CLOEXEC, fcntl(2)).</summary>
    public Descriptor DuplicateAbove(int lowest)
    {
        var copy = LibC.fcntl(Number, LibC.F_DUPFD_CLOEXEC, lowest + 1);
        return copy >= 0 ? new Descriptor(copy) : throw PosixException.Last(nameof(LibC.fcntl), "F_DUPFD_CLOEXEC");
    }

    /// <summary>A program that this process executes finds it under the same number (FD_CLOEXEC, fcntl(2)).</summary>
    public void PassOn()
    {
        if (LibC.fcntl(Number, LibC.F_SETFD, 0) < 0)
            throw PosixException.Last(nameof(LibC.fcntl), "F_SETFD");
    }

    /// <summary>Closes it. On Linux the number is free even when close(2) reports an error, so it is never called twice.</summary>
    public void Dispose()
    {
        var open = Interlocked.Exchange(ref _number, Closed);
        if (open != Closed)
            _ = LibC.close(open);
    }
}
