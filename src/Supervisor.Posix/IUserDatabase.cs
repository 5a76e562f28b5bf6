namespace Supervisor.Posix;

/// <summary>The accounts of this host. Asked when a configuration is loaded, never in the loop: a name service can take seconds.</summary>
public interface IUserDatabase
{
    /// <summary>The account of that name, or of that number when <paramref name="nameOrNumber"/> is decimal; null if there is none.</summary>
    UserAccount? FindUser(string nameOrNumber);

    /// <summary>The account with that uid; null if there is none.</summary>
    UserAccount? FindUser(uint userId);

    /// <summary>The number of the group of that name or decimal number; null if there is none.</summary>
    uint? FindGroup(string nameOrNumber);
}
