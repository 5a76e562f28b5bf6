using System.Text.Json;

namespace Supervisorctl.Api;

/// <summary>The changes of a plan that concern one group.</summary>
/// <param name="Stopping">The full names of those that are stopped, for good or to be started anew.</param>
internal sealed record GroupPlan(string Group, GroupPlanKind Kind, IReadOnlyList<string> Stopping)
{
    /// <summary>In the order in which the groups first appear.</summary>
    public static List<GroupPlan> Of(JsonElement plan)
    {
        var order = new List<string>();
        var byGroup = new Dictionary<string, List<JsonElement>>(StringComparer.Ordinal);
        foreach (var change in plan.ItemsOf("changes"))
        {
            var group = change.TextOf("group");
            if (!byGroup.TryGetValue(group, out var changes))
            {
                order.Add(group);
                byGroup[group] = changes = [];
            }
            changes.Add(change);
        }
        return order.ConvertAll(group => new GroupPlan(
            group,
            KindOf(byGroup[group]),
            [.. byGroup[group].Where(change => change.TextOf("effect") is "stop" or "restart").Select(FullName)]
        ));
    }

    /// <summary>A group all of whose members are added or removed is added or removed itself.</summary>
    private static GroupPlanKind KindOf(List<JsonElement> changes)
    {
        if (changes.TrueForAll(change => change.TextOf("kind") == "unchanged"))
            return GroupPlanKind.Unchanged;
        if (changes.TrueForAll(change => change.TextOf("kind") == "added"))
            return GroupPlanKind.Added;
        return changes.TrueForAll(change => change.TextOf("kind") == "removed") ? GroupPlanKind.Removed : GroupPlanKind.Changed;
    }

    private static string FullName(JsonElement change) => $"{change.TextOf("group")}:{change.TextOf("name")}";
}
