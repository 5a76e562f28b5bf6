using System.Globalization;
using Supervisor.Posix;

namespace Supervisor.Configuration.Tests.Surroundings;

/// <summary>root, and www with the groups 33 and 44; the group adm.</summary>
internal sealed class KnownUsers : IUserDatabase
{
    public static readonly UserAccount Root = new("root", 0, 0, [0], "/root");
    public static readonly UserAccount Www = new("www", 33, 33, [33, 44], "/var/www");

    public UserAccount? FindUser(string nameOrNumber) =>
        nameOrNumber switch
        {
            "root" => Root,
            "www" => Www,
            _ => uint.TryParse(nameOrNumber, CultureInfo.InvariantCulture, out var id) ? FindUser(id) : null,
        };

    public UserAccount? FindUser(uint userId) =>
        userId switch
        {
            0 => Root,
            33 => Www,
            _ => null,
        };

    public uint? FindGroup(string nameOrNumber) => nameOrNumber == "adm" ? 4 : null;
}
