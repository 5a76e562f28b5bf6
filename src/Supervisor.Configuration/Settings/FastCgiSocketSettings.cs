namespace Supervisor.Configuration.Settings;

/// <summary>The socket of an [fcgi-program.x].</summary>
/// <param name="Url">unix:///path or tcp://host:port, expanded.</param>
/// <param name="OwnerUserId">Null leaves the owner (unix only), likewise the group.</param>
/// <param name="Mode">Null for tcp.</param>
/// <param name="Backlog">Null is the system's largest.</param>
public sealed record FastCgiSocketSettings(string Url, uint? OwnerUserId, uint? OwnerGroupId, uint? Mode, int? Backlog)
{
    /// <summary>The address of a tcp socket's host, looked up at load; null for unix.</summary>
    public System.Net.IPAddress? Address { get; init; }
}
