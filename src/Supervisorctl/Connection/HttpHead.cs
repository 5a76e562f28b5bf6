namespace Supervisorctl.Connection;

/// <summary>The status line of an answer, and what its headers say about how its content is sent.</summary>
/// <param name="Length">Content-Length; null without one.</param>
/// <param name="IsChunked">The content comes in chunks (RFC 9112, 7.1).</param>
/// <param name="IsKept">The connection may be used again afterwards.</param>
internal readonly record struct HttpHead(int Status, string Reason, string ContentType, long? Length, bool IsChunked, bool IsKept)
{
    /// <summary>Statuses that never have content (RFC 9110, 6.4.1).</summary>
    public bool HasNoContent => Status is < 200 or 204 or 304;
}
