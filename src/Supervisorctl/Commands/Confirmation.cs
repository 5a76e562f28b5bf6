namespace Supervisorctl.Commands;

/// <summary>Asks before something that cannot be undone, where somebody is there to be asked.</summary>
internal static class Confirmation
{
    public static bool IsGiven(Session session, string question) =>
        !session.IsInteractive || session.User.Ask(question)?.StartsWith("y", StringComparison.OrdinalIgnoreCase) == true;
}
