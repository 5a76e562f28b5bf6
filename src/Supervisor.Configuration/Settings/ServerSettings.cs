using System.Collections.Immutable;

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
    ) : ServerSettings(Section, UserName, Password)
    {
        /// <summary>Who may connect, besides root and the daemon's own user; with <see cref="AllowedGroupIds"/> empty: whoever the mode lets.</summary>
        public ImmutableArray<uint> AllowedUserIds { get; init; } = [];

        public ImmutableArray<uint> AllowedGroupIds { get; init; } = [];

        public bool Equals(UnixSocket? other) =>
            base.Equals(other)
            && (Path, Mode, OwnerUserId, OwnerGroupId) == (other.Path, other.Mode, other.OwnerUserId, other.OwnerGroupId)
            && AllowedUserIds.SequenceEqual(other.AllowedUserIds)
            && AllowedGroupIds.SequenceEqual(other.AllowedGroupIds);

        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Path, Mode);
    }

    /// <summary>Host is empty for every address of the machine.</summary>
    public sealed record Inet(string Section, string Host, int Port, string? UserName, string? Password)
        : ServerSettings(Section, UserName, Password)
    {
        /// <summary>What the host was found to be when the configuration was loaded.</summary>
        public System.Net.IPAddress Address { get; init; } = System.Net.IPAddress.Any;
    }
}
