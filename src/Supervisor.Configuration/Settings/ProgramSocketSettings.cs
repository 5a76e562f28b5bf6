using System.Globalization;
using System.Net;
using Supervisor.Posix;

namespace Supervisor.Configuration.Settings;

/// <summary>A socket that the daemon listens on for a program.</summary>
/// <param name="Url">unix:///path or tcp://host:port, expanded.</param>
/// <param name="OwnerUserId">Null leaves the owner (unix only), likewise the group.</param>
/// <param name="Mode">Null for tcp.</param>
/// <param name="Backlog">Null is the system's largest.</param>
public sealed record ProgramSocketSettings(string Url, uint? OwnerUserId, uint? OwnerGroupId, uint? Mode, int? Backlog)
{
    private const string UnixScheme = "unix://";

    /// <summary>The address of a tcp socket's host, looked up at load; null for unix.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Of a unix socket; null for tcp.</summary>
    public string? Path => Url.StartsWith(UnixScheme, StringComparison.Ordinal) ? Url[UnixScheme.Length..] : null;

    /// <summary>Of a tcp socket; 0 for unix.</summary>
    public int Port => Path is null ? int.Parse(Url.AsSpan(Url.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    /// <summary>The path, or the address with the port: only one socket can be there.</summary>
    public string Place => Path ?? new IPEndPoint(Address ?? IPAddress.None, Port).ToString();

    /// <summary>A unix socket that is to belong to nobody else is given to the program's user, who must be able to use it.</summary>
    internal ProgramSocketSettings OwnedBy(UserAccount? user) =>
        user is null || Path is null || OwnerUserId is not null
            ? this
            : this with
            {
                OwnerUserId = user.UserId,
                OwnerGroupId = user.GroupId,
            };
}
