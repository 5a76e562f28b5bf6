using Supervisor.Protocol.Replies;

namespace Supervisor.Gateway.Api;

/// <param name="Kind">unchanged, added, removed or changed.</param>
/// <param name="Effect">none, start, stop, restart or reopen-log.</param>
internal sealed record ChangeAnswer(string Namespec, string Group, string Name, string Kind, string Effect, string Reason)
{
    public static ChangeAnswer Of(PlannedChange change) =>
        new(change.Name.DisplayName, change.Name.Group, change.Name.Name, Word(change.Kind), Word(change.Effect), change.Reason);

    private static string Word(PlannedChangeKind kind) =>
        kind switch
        {
            PlannedChangeKind.Added => "added",
            PlannedChangeKind.Removed => "removed",
            PlannedChangeKind.Changed => "changed",
            _ => "unchanged",
        };

    private static string Word(PlannedEffect effect) =>
        effect switch
        {
            PlannedEffect.Start => "start",
            PlannedEffect.Stop => "stop",
            PlannedEffect.Restart => "restart",
            PlannedEffect.ReopenLog => "reopen-log",
            _ => "none",
        };
}
