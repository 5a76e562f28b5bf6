using Supervisorctl.Processes;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>update with a server that knows XML-RPC alone: whole groups are stopped, removed and added.</summary>
internal static class UpdateByRpc
{
    /// <param name="wanted">Only these groups; none is all.</param>
    public static void Run(Session session, HashSet<string> wanted)
    {
        if (Read(session) is not { } changes)
            return;
        if (wanted.Count > 0)
            TellUnknown(session, wanted, changes);
        foreach (var group in changes.Removed.Where(IsWanted))
            Remove(session, group);
        foreach (var group in changes.Changed.Where(IsWanted))
        {
            Stop(session, group);
            session.Call("removeProcessGroup", XmlRpcArguments.Of(group));
            session.Call("addProcessGroup", XmlRpcArguments.Of(group));
            session.WriteLine($"{group}: updated process group");
        }
        foreach (var group in changes.Added.Where(IsWanted))
        {
            session.Call("addProcessGroup", XmlRpcArguments.Of(group));
            session.WriteLine($"{group}: added process group");
        }

        bool IsWanted(string group) => wanted.Count == 0 || wanted.Contains(group);
    }

    /// <summary>Null when there is nothing to go on with, which has been told.</summary>
    private static GroupChanges? Read(Session session)
    {
        try
        {
            return GroupChanges.Read(session);
        }
        catch (XmlRpcFault fault) when (fault.Code == FaultCode.ShutdownState)
        {
            session.Fail("ERROR: already shutting down");
        }
        catch (XmlRpcFault fault) when (fault.Code == FaultCode.CannotReread)
        {
            session.Fail($"ERROR: {fault.Text}");
        }
        return null;
    }

    private static void TellUnknown(Session session, HashSet<string> wanted, GroupChanges changes)
    {
        var known = ProcessInfo.All(session).Select(info => info.Group).Concat(changes.Added).ToHashSet(StringComparer.Ordinal);
        foreach (var group in wanted.Where(group => !known.Contains(group)))
            session.Fail($"ERROR: no such group: {group}");
    }

    private static void Remove(Session session, string group)
    {
        if (Stop(session, group).Any(result => result.Code == FaultCode.Failed))
        {
            session.Fail($"{group}: has problems; not removing");
            return;
        }
        session.Call("removeProcessGroup", XmlRpcArguments.Of(group));
        session.WriteLine($"{group}: removed process group");
    }

    private static List<ProcessResult> Stop(Session session, string group)
    {
        List<ProcessResult> results = [.. session.Call("stopProcessGroup", XmlRpcArguments.Of(group)).Items.Select(ProcessResult.Of)];
        session.WriteLine($"{group}: stopped");
        return results;
    }
}
