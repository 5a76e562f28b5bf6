using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>
/// Bytes on their way into a pipe, in memory that has a descriptor (memfd_create(2)): they last as long as somebody holds a copy of that.
/// What has gone into the pipe is said by the position of the file, which all copies share (dup(2)) and which splice(2) moves on in the
/// same call: whoever is killed at whatever moment, no byte is lost and none comes twice.
/// </summary>
public sealed unsafe class WaitingBytes : IDisposable
{
    /// <summary>Memory behind the position is given back when there is so much of it.</summary>
    private const int Excess = 4 * 1024 * 1024;
    private const int PageSize = 65536;

    private readonly Descriptor _file;
    private long _position;
    private long _length;

    private WaitingBytes(Descriptor file) => _file = file;

    public int Number => _file.Number;

    public long Count => _length - _position;

    /// <summary>0, or the errno: EMFILE when no descriptor is left.</summary>
    public static int TryCreate(out WaitingBytes? bytes)
    {
        bytes = null;
        var number = LibC.memfd_create("waiting", LibC.MFD_CLOEXEC);
        if (number < 0)
            return Marshal.GetLastPInvokeError();
        bytes = new WaitingBytes(new Descriptor(number));
        return 0;
    }

    /// <summary>Goes on with what another process had.</summary>
    /// <param name="file">Owned from now on.</param>
    public static WaitingBytes Of(Descriptor file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var bytes = new WaitingBytes(file)
        {
            _position = LibC.lseek(file.Number, 0, LibC.SEEK_CUR),
            _length = FileStatus.Read(file.Number, out var status) == 0 ? status.Size : 0,
        };
        // The last step of clearing it may be missing.
        if (bytes.Count <= 0)
            bytes.Clear();
        return bytes;
    }

    /// <summary>Puts bytes behind the others.</summary>
    /// <returns>0 or the errno: none of them is there then.</returns>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        GiveBack();
        var written = 0;
        fixed (byte* start = bytes)
        {
            while (written < bytes.Length)
            {
                var count = LibC.pwrite(Number, start + written, (nuint)(bytes.Length - written), _length + written);
                if (count > 0)
                {
                    written += (int)count;
                    continue;
                }
                var errno = Marshal.GetLastPInvokeError();
                if (errno == Errno.EINTR)
                    continue;
                _ = LibC.ftruncate(Number, _length);
                return errno;
            }
        }
        _length += written;
        return 0;
    }

    /// <summary>Moves as much as the pipe takes.</summary>
    /// <returns>0, also when not everything went in; EPIPE when nobody has the pipe open for reading.</returns>
    public int MoveInto(int pipe)
    {
        while (Count > 0)
        {
            var moved = Pipe.Splice(Number, pipe, (int)Math.Min(Count, int.MaxValue));
            if (!moved.IsSuccess)
                return moved.WouldBlock ? 0 : moved.Errno;
            if (moved.Count == 0)
                break;
            _position += moved.Count;
        }
        Clear();
        return 0;
    }

    /// <summary>Nothing waits any more.</summary>
    public void Clear()
    {
        if (_length == 0 && _position == 0)
            return;
        // In this order: bytes that are done with must not come back. Pages that the pipe still has outlive the file's end.
        _ = LibC.ftruncate(Number, 0);
        _ = LibC.lseek(Number, 0, LibC.SEEK_SET);
        (_position, _length) = (0, 0);
    }

    public void Dispose() => _file.Dispose();

    /// <summary>
    /// Punches out what has been read from the pipe for certain. The pipe has pages of the file and no copies, so those that it may still
    /// hold are left alone.
    /// </summary>
    private void GiveBack()
    {
        var read = (_position - Pipe.LargestCapacity) / PageSize * PageSize;
        if (read >= Excess)
            _ = LibC.fallocate(Number, LibC.FALLOC_FL_KEEP_SIZE | LibC.FALLOC_FL_PUNCH_HOLE, 0, read);
    }
}
