using Supervisor.Protocol.Replies;
using Supervisorctl.Connection;
using Supervisorctl.Output;
using Supervisorctl.Processes;
using Supervisorctl.Shell;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>fg: what a process writes is printed, and what is typed goes to its standard input.</summary>
internal sealed class ForegroundCommand : Command
{
    private const string KilledNotice = "Process got killed";

    public override string Name => "fg";

    public override string Help => "fg <process>\tConnect to a process in foreground mode\n\t\tCtrl-C to exit";

    public override void Run(Session session, string argument)
    {
        if (!ServerCheck.Passes(session))
            return;
        var names = WordsOf(argument);
        if (names.Length == 0)
            RefuseUse(session, "ERROR: no process name supplied");
        else if (names.Length > 1)
            session.Fail("ERROR: too many process names supplied");
        else if (IsRunning(session, names[0]))
            Connect(session, names[0]);
    }

    private static bool IsRunning(Session session, string name)
    {
        try
        {
            if (ProcessInfo.Of(session.Call("getProcessInfo", XmlRpcArguments.Of(name))).IsRunning)
                return true;
            session.Fail("ERROR: process not running");
        }
        catch (XmlRpcFault fault)
        {
            session.Fail(fault.Code == ControlResult.BadName ? "ERROR: bad process name supplied" : $"ERROR: {fault.Message}");
        }
        return false;
    }

    private static void Connect(Session session, string name)
    {
        session.WriteLine(LogStream.Notice);
        using var output = session.Connect();
        using var errors = session.Connect();
        using var interruption = new Interruption(static () => { });
        var path = "/logtail/" + LogStream.Escape(name);
        var readers = new[] { StartReader(session, output, path + "/stdout"), StartReader(session, errors, path + "/stderr") };
        try
        {
            SendLines(session, name, interruption);
        }
        finally
        {
            output.Shutdown();
            errors.Shutdown();
            foreach (var reader in readers)
                reader.Join();
            session.WriteLine("Exiting foreground");
        }
    }

    /// <summary>Until the input ends, Ctrl-C is pressed, or the process runs no more, which is looked at while nothing is typed.</summary>
    private static void SendLines(Session session, string name, Interruption interruption)
    {
        var hasEnded = false;
        while (session.User.ReadLine(() => interruption.IsRequested || (hasEnded = !IsStillRunning(session, name))) is { } line)
        {
            try
            {
                session.Call("sendProcessStdin", XmlRpcArguments.Of(name), XmlRpcArguments.Of(line + "\n"));
            }
            catch (XmlRpcFault fault)
            {
                session.WriteLine(fault.Code == ControlResult.NotRunning ? KilledNotice : $"ERROR: {fault.Message}");
                return;
            }
            if (!IsStillRunning(session, name))
            {
                session.WriteLine(KilledNotice);
                return;
            }
        }
        if (hasEnded)
            session.WriteLine(KilledNotice);
    }

    private static bool IsStillRunning(Session session, string name) =>
        ProcessInfo.Of(session.Call("getProcessInfo", XmlRpcArguments.Of(name))).IsRunning;

    private static Thread StartReader(Session session, HttpConnection connection, string path)
    {
        var thread = new Thread(() =>
        {
            try
            {
                LogStream.Print(session, connection, path);
            }
            catch (OutputClosedException)
            {
                // The thread that reads what is typed finds that out too, with its next line.
            }
        })
        {
            IsBackground = true,
            Name = path,
        };
        thread.Start();
        return thread;
    }
}
