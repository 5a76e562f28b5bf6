using System.Collections.Immutable;
using Supervisor.Configuration.Values;

namespace Supervisor.Configuration.Table;

/// <summary>The keys of [unix_http_server] and [inet_http_server].</summary>
internal static class ServerKeys
{
    public static readonly SettingKey<string?> File = new("file", NetworkTypes.SocketPath, null, "")
    {
        Help = "The path of the socket.",
        IsRequired = true,
    };

    public static readonly SettingKey<uint?> Mode = new("chmod", BasicTypes.Octal, 0x1C0, "\"0700\"") { Help = "The mode of the socket." };

    public static readonly SettingKey<Ownership?> Owner = new("chown", AccountTypes.Owner, null, "")
    {
        Help = "Who the socket is given to: user or user:group.",
    };

    public static readonly SettingKey<ImmutableArray<uint>> AllowUsers = new("allow_users", AccountTypes.Users, [], "[]")
    {
        Help = "Users (names or numbers) who may connect besides root and the daemon's own user.",
    };

    public static readonly SettingKey<ImmutableArray<uint>> AllowGroups = new("allow_groups", AccountTypes.Groups, [], "[]")
    {
        Help = "Groups (names or numbers) whose members may connect.",
    };

    public static readonly SettingKey<ListenAddress?> Port = new("port", NetworkTypes.Listen, null, "")
    {
        Help = "Where to listen: a port, host:port, or *:port for every address.",
        IsRequired = true,
    };

    public static readonly SettingKey<string?> UserName = new("username", BasicTypes.OptionalText, null, "")
    {
        Help = "The name that clients must give.",
    };

    public static readonly SettingKey<string?> Password = new("password", BasicTypes.OptionalText, null, "")
    {
        Help =
            "The password that clients must give, in clear, as {SHA} with its SHA-1 in hexadecimal, or as supervisorctl hash-password prints it.",
        Check = static value =>
            value is null || !value.StartsWith("{SHA}", StringComparison.Ordinal) || IsHash(value[5..])
                ? null
                : "{SHA} must be followed by the 40 hexadecimal digits of a SHA-1",
    };

    public static readonly ImmutableArray<SettingKey> Unix = [File, Mode, Owner, AllowUsers, AllowGroups, UserName, Password];
    public static readonly ImmutableArray<SettingKey> Inet = [Port, UserName, Password];

    private static bool IsHash(string text) => text.Length == 40 && text.All(char.IsAsciiHexDigit);
}
