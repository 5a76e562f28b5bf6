using System.IO.Pipelines;

namespace Supervisor.Gateway.Logs;

/// <summary>
/// Copies a log as it grows: first its last bytes, then what is added. When the file was renamed or removed, what was still written to it is
/// copied, and then the file that took its place from its beginning.
/// </summary>
/// <param name="open">Opens the file that has the log's name by now; null when there is none.</param>
internal sealed class LogFollower(LogFile file, Func<CancellationToken, Task<LogFile?>> open) : IDisposable
{
    private const int FirstBytes = 1024;

    /// <summary>With the frame of a chunk it fits into one block of the server's buffers: thousands of readers may stop reading.</summary>
    private const int LargestPiece = 4000;

    /// <summary>inotify would need the right to look the file up by its name.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly byte[] TruncationNote = "==> File truncated <==\n"u8.ToArray();
    private LogFile _file = file;
    private long _position;

    /// <summary>Ends when the reader has gone.</summary>
    /// <exception cref="OperationCanceledException">It is to end.</exception>
    public async Task CopyToAsync(PipeWriter target, CancellationToken cancellation)
    {
        _position = Math.Max(0, _file.Length - FirstBytes);
        while (true)
        {
            if (PutNew(target))
            {
                if (await target.FlushAsync(cancellation) is { IsCompleted: true })
                    return;
            }
            else if (!await TurnToNameAsync(cancellation))
            {
                await Task.Delay(PollInterval, cancellation);
            }
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Puts one piece, or a note that the file has become shorter.</summary>
    /// <returns>False when nothing is new.</returns>
    private bool PutNew(PipeWriter target)
    {
        var added = _file.Length - _position;
        if (added < 0)
        {
            _position = 0;
            TruncationNote.CopyTo(target.GetSpan(TruncationNote.Length));
            target.Advance(TruncationNote.Length);
            return true;
        }
        if (added == 0)
            return false;
        var size = (int)Math.Min(added, LargestPiece);
        var count = _file.Read(target.GetSpan(size)[..size], _position);
        _position += count;
        target.Advance(count);
        return count > 0;
    }

    /// <summary>If the file has lost its name, turns to the one that has it now.</summary>
    private async Task<bool> TurnToNameAsync(CancellationToken cancellation)
    {
        if (!_file.HasMoved || await open(cancellation) is not { } named)
            return false;
        var isOther = !named.IsSameAs(_file);
        if (isOther)
            _position = 0;
        _file.Dispose();
        _file = named;
        return isOther;
    }
}
