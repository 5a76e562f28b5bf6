using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Supervisor.Gateway.Http;

namespace Supervisor.Gateway.Api;

/// <summary>Writes what the JSON API answers.</summary>
internal static class ApiAnswer
{
    public static Task WriteAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type) =>
        TextAnswer.WriteAsync(context, "application/json", JsonSerializer.SerializeToUtf8Bytes(value, type));

    public static Task WriteProblemAsync(HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        return TextAnswer.WriteAsync(context, Problem.ContentType, JsonSerializer.SerializeToUtf8Bytes(problem, ApiTexts.Default.Problem));
    }

    public static Task WriteProblemAsync(HttpContext context, int status, string detail) =>
        WriteProblemAsync(context, Problem.Of(status, detail));
}
