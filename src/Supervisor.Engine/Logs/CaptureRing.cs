namespace Supervisor.Engine.Logs;

/// <summary>
/// What has been written since a capture began, up to capture_maxbytes: when a chunk does not fit any more, as many bytes as it has go from
/// the front. A single chunk that is larger than the whole is kept as it is (reference 1.12).
/// </summary>
internal sealed class CaptureRing(long capacity)
{
    /// <summary>A larger buffer is let go after its capture.</summary>
    private const int LargestKept = 64 * 1024;

    private ByteBuffer _bytes = new(0);

    public ReadOnlySpan<byte> Content => _bytes.Content;

    public void Append(ReadOnlySpan<byte> chunk)
    {
        if (_bytes.Count + chunk.Length > capacity)
            _bytes.Consume(Math.Min(chunk.Length, _bytes.Count));
        _bytes.Append(chunk);
    }

    public void Clear()
    {
        if (_bytes.Count > LargestKept)
            _bytes = new ByteBuffer(0);
        else
            _bytes.Clear();
    }
}
