using System.Collections.Immutable;
using Supervisor.Protocol.Processes;

namespace Supervisor.Gateway.Api;

/// <summary>All processes of one program.</summary>
/// <param name="Namespec">"group:name", or the name alone where both are the same.</param>
internal sealed record TreeAnswer(string Namespec, string Group, string Name, ImmutableArray<TreeProcessAnswer> Processes)
{
    public static TreeAnswer Of(ProcessTree tree) =>
        new(tree.Name.DisplayName, tree.Name.Group, tree.Name.Name, [.. tree.Processes.Select(TreeProcessAnswer.Of)]);
}
