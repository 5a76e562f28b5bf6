using System.Collections.Immutable;
using Supervisor.Posix;

namespace Supervisor.Configuration.Values;

/// <summary>Users and groups, looked up when the configuration is loaded.</summary>
internal static class AccountTypes
{
    public static readonly SettingType<UserAccount?> User = new(
        "the name or number of a user",
        ValueShapes.Text | ValueShapes.WholeNumber,
        static (text, context) => Find(text, context)
    )
    {
        IntegerIsText = true,
    };

    /// <summary>"user" or "user:group"; the group is left as it is when it is not named.</summary>
    public static readonly SettingType<Ownership?> Owner = new(
        "\"user\" or \"user:group\"",
        ValueShapes.Text,
        static (text, context) =>
        {
            var parts = text.Trim().Split(':', 2);
            var user = Find(parts[0], context);
            if (user.Value is not { } account)
                return Parsed<Ownership?>.Wrong(user.Mistake!);
            if (parts.Length == 1)
                return new Ownership(account.UserId, null);
            return context.Load.FindGroup(parts[1].Trim()) is { } group
                ? new Ownership(account.UserId, group)
                : Parsed<Ownership?>.Wrong($"Invalid group name {parts[1]}");
        }
    );

    public static readonly SettingType<ImmutableArray<uint>> Users = new AccountListType(
        "an array of names or numbers of users",
        static (text, context) =>
            Find(text, context) is { Value: { } account } ? account.UserId : Parsed<uint>.Wrong(Find(text, context).Mistake!)
    )
    {
        IntegerIsText = true,
    };

    public static readonly SettingType<ImmutableArray<uint>> Groups = new AccountListType(
        "an array of names or numbers of groups",
        static (text, context) => context.Load.FindGroup(text) is { } group ? group : Parsed<uint>.Wrong($"Invalid group name {text}")
    )
    {
        IntegerIsText = true,
    };

    private static Parsed<UserAccount?> Find(string text, ReadContext context)
    {
        var name = text.Trim();
        if (name.Length > 0 && context.Load.FindUser(name) is { } account)
            return account;
        return Parsed<UserAccount?>.Wrong(
            name.Length > 0 && name.All(char.IsAsciiDigit) ? $"Invalid user id {name}" : $"Invalid user name {name}"
        );
    }
}
