namespace Supervisor.Posix;

/// <summary>What a read, write or splice did: the bytes it moved, or the errno it failed with. It is never interrupted (EINTR).</summary>
public readonly record struct TransferResult(int Count, int Errno)
{
    public bool WouldBlock => Errno == Posix.Errno.EAGAIN;
    public bool IsSuccess => Errno == 0;
}
