namespace Supervisor.Gateway.Api;

/// <summary>Problem details (RFC 9457).</summary>
/// <param name="Code">For programs: Supervisor's fault name, or the status' phrase in capitals.</param>
internal sealed record Problem(string Type, string Title, int Status, string Detail, string Code)
{
    public const string ContentType = "application/problem+json";

    public static Problem Of(int status, string detail)
    {
        var title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
        return new Problem("about:blank", title, status, detail, title.ToUpperInvariant().Replace(' ', '_'));
    }
}
