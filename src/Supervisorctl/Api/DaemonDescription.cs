using Supervisorctl.Connection;

namespace Supervisorctl.Api;

/// <summary>What the JSON API tells of the daemon.</summary>
/// <param name="Upgrades">How often it has gone over to another executable.</param>
/// <param name="MasterId">The process that supervises. It stays the same when the daemon goes over to another executable, and not when that has failed.</param>
internal sealed record DaemonDescription(string Version, long Upgrades, long MasterId)
{
    /// <exception cref="ApiMissingException">The server has no such API.</exception>
    public static DaemonDescription Read(Session session, HttpConnection connection)
    {
        using var answer = session.Api.Get(connection, "/daemon");
        return new DaemonDescription(
            answer.RootElement.TextOf("version"),
            answer.RootElement.NumberOf("upgrades"),
            answer.RootElement.NumberOf("masterPid")
        );
    }
}
