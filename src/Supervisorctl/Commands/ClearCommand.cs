using Supervisorctl.Processes;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>clear: empties the logs of processes.</summary>
internal sealed class ClearCommand : Command
{
    public override string Name => "clear";

    public override string Help =>
        "clear <name>\t\tClear a process' log files.\n"
        + "clear <name> <name>\tClear multiple process' log files\n"
        + "clear all\t\tClear all process' log files";

    public override void Run(Session session, string argument)
    {
        if (!ServerCheck.Passes(session))
            return;
        var names = WordsOf(argument);
        if (names.Length == 0)
            RefuseUse(session, "Error: clear requires a process name");
        else if (names.Contains("all", StringComparer.Ordinal))
        {
            foreach (var item in session.Call("clearAllProcessLogs").Items)
                Tell(session, ProcessResult.Of(item));
        }
        else
        {
            foreach (var name in names)
                Tell(session, Clear(session, name));
        }
    }

    private static ProcessResult Clear(Session session, string name)
    {
        var namespec = Namespec.Parse(name);
        try
        {
            session.Call("clearProcessLogs", XmlRpcArguments.Of(name));
            return ProcessResult.Success(namespec);
        }
        catch (XmlRpcFault fault)
        {
            return ProcessResult.Of(namespec, fault);
        }
    }

    private static void Tell(Session session, ProcessResult result)
    {
        session.WriteLine(ResultLines.Cleared(result));
        session.Status = ResultLines.StatusAfter(result.Code, null, session.Status);
    }
}
