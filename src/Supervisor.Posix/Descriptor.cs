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

    /// <summary>Closes it. On Linux the number is free even when close(2) reports an error, so it is never called twice.</summary>
    public void Dispose()
    {
        var open = Interlocked.Exchange(ref _number, Closed);
        if (open != Closed)
            _ = LibC.close(open);
    }
}
