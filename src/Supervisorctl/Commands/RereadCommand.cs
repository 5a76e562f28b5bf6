using Supervisor.Protocol.Replies;
using Supervisorctl.Processes;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>reread: which groups the files now have otherwise.</summary>
internal sealed class RereadCommand : Command
{
    public override string Name => "reread";

    public override string Help => "reread \t\t\tReload the daemon's configuration files without add/remove";

    public override void Run(Session session, string argument)
    {
        if (RefusesArgument(session, argument))
            return;
        try
        {
            Print(session, GroupChanges.Read(session));
        }
        catch (XmlRpcFault fault) when (fault.Code == ControlResult.ShuttingDown)
        {
            session.Fail("ERROR: supervisor shutting down");
        }
        catch (XmlRpcFault fault) when (fault.Code == ControlResult.CannotReread)
        {
            session.Fail($"ERROR: {fault.Text}");
        }
    }

    private static void Print(Session session, GroupChanges changes)
    {
        var words = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in changes.Added)
            words[group] = "available";
        foreach (var group in changes.Changed)
            words[group] = "changed";
        foreach (var group in changes.Removed)
            words[group] = "disappeared";
        foreach (var (group, word) in words)
            session.WriteLine($"{group}: {word}");
        if (words.Count == 0)
            session.WriteLine("No config updates to processes");
    }
}
