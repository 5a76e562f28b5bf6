using Supervisor.Protocol.Replies;
using Supervisorctl.Processes;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>update with a server that knows XML-RPC alone: whole groups are stopped, removed and added.</summary>
internal static class UpdateByRpc
{
    public static void Apply(Session session, GroupChanges changes)
    {
        foreach (var group in changes.Removed)
            Remove(session, group);
        foreach (var group in changes.Changed)
        {
            Stop(session, group);
            session.Call("removeProcessGroup", XmlRpcArguments.Of(group));
            session.Call("addProcessGroup", XmlRpcArguments.Of(group));
            session.WriteLine($"{group}: updated process group");
        }
        foreach (var group in changes.Added)
        {
            session.Call("addProcessGroup", XmlRpcArguments.Of(group));
            session.WriteLine($"{group}: added process group");
        }
    }

    private static void Remove(Session session, string group)
    {
        if (Stop(session, group).Exists(result => result.Code == ControlResult.Failed))
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
