using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>An open target, shared by all paths and channels of its lane that lead to the same file.</summary>
internal abstract class OpenLog(Descriptor descriptor, FileStatus status, bool isBorrowed, OpenLogTable table) : IDisposable
{
    /// <summary>How many <see cref="LogTarget"/>s use it; the <see cref="OpenLogTable"/> counts.</summary>
    public int References { get; set; }

    /// <summary>What the file was when it was opened; its device and inode are its identity.</summary>
    public FileStatus Status { get; private set; } = status;

    /// <summary>The position belongs to the daemon's own descriptor.</summary>
    public bool IsBorrowed => isBorrowed;

    /// <summary>Names it in the lane's epoll; given by the table.</summary>
    public ulong Tag { get; set; }

    /// <summary>The lane's epoll knows the descriptor.</summary>
    public bool IsWatched { get; set; }

    /// <summary>The lane's epoll will tell when it takes something again.</summary>
    public bool IsArmed { get; set; }

    /// <summary>Channels that wait until it takes something again.</summary>
    public List<LaneChannel> Waiting { get; } = [];

    public int Number => Descriptor.Number;

    protected Descriptor Descriptor { get; private set; } = descriptor;

    /// <summary>It has places, so that how much of a piece has arrived can be told afterwards, and tells of each piece that it moves.</summary>
    public virtual bool IsTraceable => false;

    /// <summary>Moves bytes from a pipe inside the kernel, so that none is lost or doubled when this process is killed.</summary>
    /// <param name="budget">At most so many, for fairness; fewer may be moved although there are more.</param>
    public abstract MoveResult Splice(int pipe, int budget);

    /// <summary>Writes bytes; <see cref="MoveResult.Count"/> says how many when it fails or blocks half-way.</summary>
    public abstract MoveResult Write(ReadOnlySpan<byte> bytes);

    /// <summary>How the file is to be rotated from now on.</summary>
    /// <param name="maxBytes">0: never.</param>
    /// <param name="backups">0: truncated instead.</param>
    public virtual void SetRotation(long maxBytes, int backups) { }

    public void Dispose() => Descriptor.Dispose();

    protected void Replace(Descriptor descriptor, in FileStatus status)
    {
        Descriptor.Dispose();
        table.Rename(this, status);
        (Descriptor, Status) = (descriptor, status);
    }
}
