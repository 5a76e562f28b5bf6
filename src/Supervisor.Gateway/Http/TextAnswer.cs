using Microsoft.AspNetCore.Http;

namespace Supervisor.Gateway.Http;

/// <summary>An answer whose bytes are all there.</summary>
internal static class TextAnswer
{
    public static async Task WriteAsync(HttpContext context, string contentType, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }
}
