using System.Collections.Immutable;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Processes;

/// <summary>What reloadConfig found: groups by name.</summary>
internal sealed record GroupChanges(ImmutableArray<string> Added, ImmutableArray<string> Changed, ImmutableArray<string> Removed)
{
    /// <summary>Has the server read its files again.</summary>
    public static GroupChanges Read(Session session)
    {
        // The three arrays come in an array in an array.
        var lists = session.Call("reloadConfig").Items is [var inner, ..] ? inner.Items : [];
        return lists is [var added, var changed, var removed, ..]
            ? new GroupChanges(NamesIn(added), NamesIn(changed), NamesIn(removed))
            : throw new MalformedAnswerException("reloadConfig answers three lists");
    }

    /// <summary>Those of some groups.</summary>
    public GroupChanges Only(IReadOnlySet<string> groups) =>
        new([.. Added.Where(groups.Contains)], [.. Changed.Where(groups.Contains)], [.. Removed.Where(groups.Contains)]);

    private static ImmutableArray<string> NamesIn(XmlRpcValue list)
    {
        var names = ImmutableArray.CreateBuilder<string>(list.Items.Length);
        foreach (var item in list.Items)
            names.Add(item is XmlRpcValue.Text text ? text.Value : "");
        return names.MoveToImmutable();
    }
}
