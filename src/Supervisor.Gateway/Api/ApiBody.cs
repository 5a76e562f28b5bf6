using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Supervisor.Gateway.Api;

/// <summary>Reads what comes with a POST to the JSON API.</summary>
internal static class ApiBody
{
    private const string JsonType = "application/json";

    /// <summary>Names of some thousand groups.</summary>
    private const long LargestBody = 64 * 1024;

    /// <summary>
    /// Null when it has been refused. The content type has to be JSON's, also without any content: no page of another site can make a browser
    /// send that without asking first.
    /// </summary>
    /// <param name="nothing">What no content means.</param>
    public static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, T nothing)
        where T : class
    {
        if (!IsJson(context.Request.ContentType))
        {
            await ApiAnswer.WriteProblemAsync(context, StatusCodes.Status415UnsupportedMediaType, $"The content has to be {JsonType}.");
            return null;
        }
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LargestBody;
        if (context.Request.ContentLength is 0 || context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
            return nothing;
        try
        {
            if (await JsonSerializer.DeserializeAsync(context.Request.BodyReader, type, context.RequestAborted) is { } body)
                return body;
            await ApiAnswer.WriteProblemAsync(context, StatusCodes.Status400BadRequest, "The content is no object.");
        }
        catch (IOException failure) when (failure is not BadHttpRequestException)
        {
            // The server's word for the size of a chunk that is beyond all numbers.
            throw new BadHttpRequestException(failure.Message, failure);
        }
        catch (JsonException failure)
        {
            await ApiAnswer.WriteProblemAsync(context, StatusCodes.Status400BadRequest, failure.Message);
        }
        return null;
    }

    private static bool IsJson(string? contentType)
    {
        var type = contentType.AsSpan();
        var parameters = type.IndexOf(';');
        if (parameters >= 0)
            type = type[..parameters];
        return type.Trim().Equals(JsonType, StringComparison.OrdinalIgnoreCase);
    }
}
