using Supervisor.Protocol.Replies;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>remove: groups of which nothing runs go.</summary>
internal sealed class RemoveCommand : Command
{
    public override string Name => "remove";

    public override string Help => "remove <name> [...]\tRemoves process/group from active config";

    public override void Run(Session session, string argument)
    {
        foreach (var name in WordsOf(argument))
        {
            try
            {
                session.Call("removeProcessGroup", XmlRpcArguments.Of(name));
                session.WriteLine($"{name}: removed process group");
            }
            catch (XmlRpcFault fault) when (fault.Code == ControlResult.StillRunning)
            {
                session.Fail($"ERROR: process/group still running: {name}");
            }
            catch (XmlRpcFault fault) when (fault.Code == ControlResult.BadName)
            {
                session.Fail($"ERROR: no such process/group: {name}");
            }
        }
    }
}
