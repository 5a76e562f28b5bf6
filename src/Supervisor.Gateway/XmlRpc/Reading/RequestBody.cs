using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Supervisor.Gateway.XmlRpc.Reading;

/// <summary>The whole body of a request, in pooled memory. How large it may be is the server's to say.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int SmallestRoom = 4 * 1024;
    private byte[] _bytes;
    private int _count;

    private RequestBody(int room) => _bytes = ArrayPool<byte>.Shared.Rent(room);

    public ArraySegment<byte> Bytes => new(_bytes, 0, _count);

    /// <exception cref="BadHttpRequestException">It is too large, too slow or broken.</exception>
    public static async Task<RequestBody> ReadAsync(HttpContext context)
    {
        var body = new RequestBody(SmallestRoom);
        try
        {
            await body.FillAsync(context.Request.Body, context.RequestAborted);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        var bytes = _bytes;
        _bytes = [];
        _count = 0;
        if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes);
    }

    private async Task FillAsync(Stream source, CancellationToken cancellation)
    {
        while (true)
        {
            var count = await source.ReadAsync(_bytes.AsMemory(_count), cancellation);
            if (count == 0)
                return;
            _count += count;
            if (_count == _bytes.Length)
                Grow();
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
