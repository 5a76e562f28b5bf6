namespace Supervisor.Configuration.Settings;

/// <summary>One listening control server: [unix_http_server] or [inet_http_server].</summary>
public abstract record ServerSettings(string Section, string? UserName, string? Password)
{
    public sealed record UnixSocket(
        string Section,
        string Path,
        uint Mode,
        uint? OwnerUserId,
        uint? OwnerGroupId,
        string? UserName,
        string? Password
    ) : ServerSettings(Section, UserName, Password);

    /// <summary>Host is empty for every address of the machine.</summary>
    public sealed record Inet(string Section, string Host, int Port, string? UserName, string? Password)
        : ServerSettings(Section, UserName, Password)
    {
        /// <summary>What the host was found to be when the configuration was loaded.</summary>
        public System.Net.IPAddress Address { get; init; } = System.Net.IPAddress.Any;
    }
}
