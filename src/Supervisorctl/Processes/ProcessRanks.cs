using Supervisorctl.XmlRpc;

namespace Supervisorctl.Processes;

/// <summary>The priorities of processes, for an order of calls.</summary>
internal sealed class ProcessRanks
{
    private readonly Dictionary<(string, string), (int Group, int Process)> _ranks = [];

    public static ProcessRanks Read(Session session)
    {
        var ranks = new ProcessRanks();
        foreach (var process in session.Call("getAllConfigInfo").Items.OfType<XmlRpcValue.Structure>())
        {
            var name = (process.TextOf("group"), process.TextOf("name"));
            ranks._ranks[name] = (process.NumberOf("group_prio"), process.NumberOf("process_prio"));
        }
        return ranks;
    }

    /// <summary>What the files no longer have comes last.</summary>
    public (int Group, int Process) Of(ProcessInfo info) => _ranks.GetValueOrDefault((info.Group, info.Name), (int.MaxValue, int.MaxValue));
}
