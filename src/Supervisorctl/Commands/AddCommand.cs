using Supervisor.Protocol.Replies;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>add: groups of the configuration that was read last come into force.</summary>
internal sealed class AddCommand : Command
{
    public override string Name => "add";

    public override string Help => "add <name> [...]\tActivates any updates in config for process/group";

    public override void Run(Session session, string argument)
    {
        foreach (var name in WordsOf(argument))
        {
            try
            {
                session.Call("addProcessGroup", XmlRpcArguments.Of(name));
                session.WriteLine($"{name}: added process group");
            }
            catch (XmlRpcFault fault) when (fault.Code == ControlResult.ShuttingDown)
            {
                session.Fail("ERROR: shutting down");
            }
            catch (XmlRpcFault fault) when (fault.Code == ControlResult.AlreadyAdded)
            {
                session.WriteLine("ERROR: process group already active");
            }
            catch (XmlRpcFault fault) when (fault.Code == ControlResult.BadName)
            {
                session.Fail($"ERROR: no such process/group: {name}");
            }
        }
    }
}
