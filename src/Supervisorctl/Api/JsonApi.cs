using System.Text;
using System.Text.Json;
using Supervisorctl.Connection;

namespace Supervisorctl.Api;

/// <summary>The server's JSON API, for what XML-RPC has no word for. The original has none.</summary>
internal sealed class JsonApi(Session session)
{
    private const string Prefix = "/api/v1";
    private const string JsonType = "application/json";
    private const string ProblemType = "application/problem+json";
    private bool? _isThere;

    /// <summary>Whether this server has it; asked once.</summary>
    public bool IsThere => _isThere ??= Probe();

    /// <summary>Another server is spoken to from now on.</summary>
    public void Forget() => _isThere = null;

    /// <exception cref="ApiMissingException">The server has no such API.</exception>
    /// <exception cref="ApiProblem">It refused.</exception>
    public JsonDocument Get(string path) => Get(session.Connection, path);

    public JsonDocument Get(HttpConnection connection, string path) =>
        DocumentOf(connection.Ask("GET", Prefix + path, session.Credentials, null, [], changesNothing: true), path);

    public JsonDocument Post(string path, ReadOnlySpan<byte> body) =>
        DocumentOf(session.Connection.Ask("POST", Prefix + path, session.Credentials, JsonType, body), path);

    /// <summary>Sends a POST whose answer <see cref="Receive"/> takes.</summary>
    public void SendPost(HttpConnection connection, string path) =>
        connection.Send("POST", Prefix + path, session.Credentials, JsonType, "{}"u8);

    public static JsonDocument Receive(HttpConnection connection, string path) => DocumentOf(connection.Receive(), path);

    /// <summary>A name as a part of a path.</summary>
    public static string Escape(string name) => Uri.EscapeDataString(name);

    private bool Probe()
    {
        try
        {
            Get("/daemon").Dispose();
            return true;
        }
        catch (ApiMissingException)
        {
            return false;
        }
        catch (ApiProblem)
        {
            return true;
        }
    }

    private static JsonDocument DocumentOf(HttpAnswer answer, string path)
    {
        if (answer.Status == StatusException.Unauthorized)
            throw new StatusException(answer.Status, answer.Reason, Prefix + path);
        var isProblem = answer.ContentType.StartsWith(ProblemType, StringComparison.OrdinalIgnoreCase);
        if (!isProblem && !(answer.IsSuccess && answer.ContentType.StartsWith(JsonType, StringComparison.OrdinalIgnoreCase)))
            throw new ApiMissingException();
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(answer.Body);
        }
        catch (JsonException failure)
        {
            throw ConnectionException.Malformed(failure.Message + ": " + Encoding.UTF8.GetString(answer.Body));
        }
        if (!isProblem)
            return document;
        using (document)
            throw new ApiProblem(answer.Status, document.RootElement.TextOf("code"), document.RootElement.TextOf("detail"));
    }
}
