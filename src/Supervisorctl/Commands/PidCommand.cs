using System.Globalization;
using Supervisor.Protocol.Replies;
using Supervisorctl.Processes;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>pid: of the daemon, of processes, or of all.</summary>
internal sealed class PidCommand : Command
{
    public override string Name => "pid";

    public override string Help =>
        "pid\t\t\tGet the PID of supervisord.\n"
        + "pid <name>\t\tGet the PID of a single child process by name.\n"
        + "pid all\t\t\tGet the PID of every child process, one per line.";

    public override void Run(Session session, string argument)
    {
        if (!ServerCheck.Passes(session))
            return;
        var names = WordsOf(argument);
        if (names.Length == 0)
            session.WriteLine(Text(session.Call("getPID") is XmlRpcValue.Number number ? number.Value : 0));
        else if (names.Contains("all", StringComparer.Ordinal))
        {
            foreach (var info in ProcessInfo.All(session))
                session.WriteLine(Text(info.ProcessId));
        }
        else
        {
            foreach (var name in names)
                Print(session, name);
        }
    }

    private static void Print(Session session, string name)
    {
        try
        {
            var info = ProcessInfo.Of(session.Call("getProcessInfo", XmlRpcArguments.Of(name)));
            session.WriteLine(Text(info.ProcessId));
            if (info.ProcessId == 0)
                session.Status = ExitStatus.NotRunning;
        }
        catch (XmlRpcFault fault) when (fault.Code == ControlResult.BadName)
        {
            session.Fail($"No such process {name}");
        }
    }

    private static string Text(int processId) => processId.ToString(CultureInfo.InvariantCulture);
}
