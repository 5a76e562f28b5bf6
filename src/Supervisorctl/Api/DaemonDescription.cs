using Supervisorctl.Connection;

namespace Supervisorctl.Api;

/// <summary>What the JSON API tells of the daemon.</summary>
/// <param name="Upgrades">How often it has gone over to another executable.</param>
internal sealed record DaemonDescription(string Version, long Upgrades)
{
    /// <exception cref="ApiMissingException">The server has no such API.</exception>
    public static DaemonDescription Read(Session session, HttpConnection connection)
    {
        using var answer = session.Api.Get(connection, "/daemon");
        return new DaemonDescription(answer.RootElement.TextOf("version"), answer.RootElement.NumberOf("upgrades"));
    }
}
