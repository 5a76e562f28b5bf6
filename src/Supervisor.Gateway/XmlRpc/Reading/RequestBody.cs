using System.Buffers;
using Microsoft.AspNetCore.Http;
using Supervisor.Gateway.Http;
using Supervisor.Gateway.Listening;

namespace Supervisor.Gateway.XmlRpc.Reading;

/// <summary>The whole body of a request. How large it may be is the server's to say; large ones of all callers share a budget.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int SmallestRoom = 4 * 1024;

    /// <summary>Up to here bodies are ordinary: they are not counted, and their memory is pooled.</summary>
    private const int LargestOrdinary = 64 * 1024;

    private readonly MemoryBudget _budget;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(SmallestRoom);
    private int _count;

    private RequestBody(MemoryBudget budget) => _budget = budget;

    public ArraySegment<byte> Bytes => new(_bytes, 0, _count);

    /// <exception cref="BadHttpRequestException">It is too large, too slow or broken, or there are too many large ones at this moment.</exception>
    public static async Task<RequestBody> ReadAsync(HttpContext context, MemoryBudget budget)
    {
        var body = new RequestBody(budget);
        try
        {
            Use(context, ConnectionUse.Sending);
            await body.FillAsync(context.Request.Body, context.Request.ContentLength, context.RequestAborted);
            Use(context, ConnectionUse.Answering);
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
        Release(_bytes);
        _bytes = [];
        _count = 0;
    }

    private static void Use(HttpContext context, ConnectionUse use)
    {
        if (context.Features.Get<GatewayConnection>() is { } connection)
            connection.Use = use;
    }

    private async Task FillAsync(Stream source, long? length, CancellationToken cancellation)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        while (true)
        {
            pause.CancelAfter(RequestLimits.LongestBodyPause);
            var count = await ReadAsync(source, pause.Token, cancellation);
            if (count == 0)
                return;
            _count += count;
            if (_count == _bytes.Length)
                Grow(length);
        }
    }

    private async Task<int> ReadAsync(Stream source, CancellationToken pause, CancellationToken cancellation)
    {
        try
        {
            return await source.ReadAsync(_bytes.AsMemory(_count), pause);
        }
        catch (OperationCanceledException failure) when (!cancellation.IsCancellationRequested)
        {
            throw new BadHttpRequestException("the body pauses for too long", StatusCodes.Status408RequestTimeout, failure);
        }
        catch (IOException failure) when (failure is not BadHttpRequestException)
        {
            // The server's word for the size of a chunk that is beyond all numbers.
            throw new BadHttpRequestException(failure.Message, failure);
        }
    }

    /// <summary>No more room than has been used already, whatever length was announced, and no more than that.</summary>
    private void Grow(long? length)
    {
        // One byte more than the body has, to see its end.
        var wanted = Math.Min(_bytes.Length * 2L, Math.Max((length ?? long.MaxValue - 1) + 1, _bytes.Length + 1L));
        var larger = wanted <= LargestOrdinary ? ArrayPool<byte>.Shared.Rent((int)wanted) : AllocateCounted((int)wanted);
        Bytes.CopyTo(larger);
        Release(_bytes);
        _bytes = larger;
    }

    private byte[] AllocateCounted(int size) =>
        _budget.TryTake(size)
            ? GC.AllocateUninitializedArray<byte>(size)
            : throw new BadHttpRequestException(
                "there is no memory for another large body at this moment",
                StatusCodes.Status503ServiceUnavailable
            );

    private void Release(byte[] bytes)
    {
        if (bytes.Length > LargestOrdinary)
            _budget.Return(bytes.Length);
        else if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes);
    }
}
