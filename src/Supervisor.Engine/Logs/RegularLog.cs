using System.Text;
using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>
/// A regular file, written at its end by explicit offset (splice(2) refuses O_APPEND). Before each batch its status is read: one that others
/// truncated is followed to its new end, one that others appended to is not overwritten, one that was deleted is made anew at its path. One
/// that was only moved is followed until the logs are reopened or it has to be rotated.
/// </summary>
internal sealed class RegularLog(string path, Descriptor descriptor, FileStatus status, LaneContext context, OpenLogTable table)
    : OpenLog(descriptor, status, isBorrowed: false, table)
{
    /// <summary>Farther than this from its size a file is spliced without a look at the bytes.</summary>
    private const long DirectDistance = 2 * RotationCut.LineEndDistance;

    /// <summary>Some FUSE file systems say 0 links of every file; then a deletion cannot be seen.</summary>
    private readonly bool _tellsDeletion = status.Links > 0;

    private readonly byte[] _notedPath = context.Notes is null ? [] : Encoding.UTF8.GetBytes(path);
    private long _maxBytes;
    private int _backups;
    private long _offset;

    /// <summary>A line is being continued beyond the size.</summary>
    private bool _isLineOpen;

    /// <summary>The timestamp until which a failed rotation is not tried again; 0 when none has failed.</summary>
    private long _rotationRetry;

    public override void SetRotation(long maxBytes, int backups) => (_maxBytes, _backups) = (maxBytes, backups);

    public override bool IsTraceable => true;

    public override MoveResult Splice(int pipe, int budget)
    {
        if (context.IsRemote)
            return MoveResult.NotSpliceable;
        var errno = FollowOthers();
        if (errno != 0)
            return MoveResult.Failed(errno);
        if (!RotationIsOn)
            return SpliceExactly(pipe, budget);
        var room = _maxBytes - _offset;
        return room > DirectDistance
            ? SpliceExactly(pipe, (int)Math.Min(budget, room - RotationCut.LineEndDistance))
            : SpliceToCut(pipe, budget);
    }

    public override MoveResult Write(ReadOnlySpan<byte> bytes)
    {
        var written = 0;
        while (written < bytes.Length)
        {
            var errno = FollowOthers();
            if (errno != 0)
                return MoveResult.Failed(errno, written);
            var rest = bytes[written..];
            var cut = RotationIsOn ? Decide(rest) : new RotationCut(rest.Length, false);
            if (cut.Length > 0)
                context.Notes?.BeginPiece(_notedPath, Status, _offset, cut.Length);
            var piece = cut.Length;
            while (cut.Length > 0)
            {
                var result = FileDescriptor.WriteAt(Number, rest[..cut.Length], _offset);
                if (!result.IsSuccess)
                    return MoveResult.Failed(result.Errno, written);
                _offset += result.Count;
                written += result.Count;
                rest = rest[result.Count..];
                cut = cut with { Length = cut.Length - result.Count };
            }
            context.Notes?.EndPiece(piece);
            Finish(cut);
        }
        return MoveResult.Moved(written);
    }

    private bool RotationIsOn => _maxBytes > 0 && (_rotationRetry == 0 || context.Clock.GetTimestamp() >= _rotationRetry);

    private MoveResult SpliceToCut(int pipe, int budget)
    {
        var looked = context.Peek.Look(pipe, out var content);
        if (looked.WouldBlock)
            return MoveResult.Empty;
        if (!looked.IsSuccess)
            return MoveResult.Failed(looked.Errno);
        if (looked.Count == 0)
            return MoveResult.NoWriter;
        var cut = Decide(content[..Math.Min(content.Length, budget)]);
        var moved = 0;
        while (moved < cut.Length)
        {
            var result = SpliceExactly(pipe, cut.Length - moved);
            if (result.Outcome != MoveOutcome.Moved)
                return result with { Count = moved };
            moved += result.Count;
        }
        Finish(cut);
        return MoveResult.Moved(moved);
    }

    private MoveResult SpliceExactly(int pipe, int length)
    {
        var outputs = context.Outputs.Notes;
        outputs?.BeginPiece(_notedPath, Status, _offset);
        var result = Pipe.Splice(pipe, Number, ref _offset, length);
        outputs?.EndPiece(result.Count);
        if (result.IsSuccess)
            return result.Count == 0 ? MoveResult.NoWriter : MoveResult.Moved(result.Count);
        if (result.WouldBlock)
            return MoveResult.Empty;
        return result.Errno == Errno.EINVAL ? MoveResult.NotSpliceable : MoveResult.Failed(result.Errno);
    }

    /// <summary>A file that was at its size already when something new comes is finished first.</summary>
    private RotationCut Decide(ReadOnlySpan<byte> next)
    {
        var room = _maxBytes - _offset;
        return room <= 0 && !_isLineOpen ? new RotationCut(0, true) : RotationCut.Decide(next, room);
    }

    private void Finish(in RotationCut cut)
    {
        if (cut.IsRotationDue)
            Rotate();
        else
            _isLineOpen = RotationIsOn && _offset >= _maxBytes;
    }

    private int FollowOthers()
    {
        var errno = FileStatus.Read(Number, out var status);
        if (errno != 0)
            return errno;
        if (status.Links == 0 && _tellsDeletion)
            return OpenAnew(status);
        if (status.Size < _offset)
            _isLineOpen = false;
        _offset = status.Size;
        return 0;
    }

    private void Rotate()
    {
        _isLineOpen = false;
        var errno = TryRotate();
        if (errno == 0)
        {
            if (_rotationRetry != 0)
                context.Reports.Recover($"log {path} can be rotated again");
            _rotationRetry = 0;
            return;
        }
        if (_rotationRetry == 0)
            context.Reports.Complain($"cannot rotate log {path}: {Errno.Describe(errno)}; it grows beyond its size until it can be");
        _rotationRetry = context.Clock.GetTimestamp() + context.Clock.TimestampFrequency;
    }

    private int TryRotate()
    {
        var errno = FileStatus.Read(path, out var present);
        if (errno is not (0 or Errno.ENOENT))
            return errno;
        var isStillThere = errno == 0 && present.IsSameFile(Status);
        if (isStillThere && _backups == 0)
            return Empty();
        if (isStillThere)
            errno = BackupFiles.Shift(path, _backups);
        return errno is 0 or Errno.ENOENT ? OpenAnew(Status) : errno;
    }

    private int Empty()
    {
        var errno = FileDescriptor.Truncate(Number, 0);
        if (errno == 0)
            _offset = 0;
        return errno;
    }

    /// <summary>Goes on in the file that is at the path now, or in a new one like the old.</summary>
    private int OpenAnew(in FileStatus old)
    {
        var errno = FileDescriptor.Open(path, FileAccessKind.CreateNew, old.Mode, out var descriptor);
        if (errno == 0)
            _ = FileDescriptor.SetOwnerAndMode(descriptor!.Number, old.Owner, old.Group, old.Mode);
        else if (errno == Errno.EEXIST)
            errno = FileDescriptor.Open(path, FileAccessKind.Write, 0, out descriptor);
        if (errno != 0)
            return errno;
        errno = FileStatus.Read(descriptor!.Number, out var status);
        if (errno != 0 || status.Kind != FileKind.Regular)
        {
            descriptor.Dispose();
            return errno != 0 ? errno : Errno.ESPIPE;
        }
        Replace(descriptor, status);
        _offset = status.Size;
        return 0;
    }
}
