using Supervisorctl.Connection;
using Supervisorctl.Output;
using Supervisorctl.Shell;

namespace Supervisorctl.Commands;

/// <summary>Prints a log as it grows, until Ctrl-C. The server follows it over rotations.</summary>
internal static class LogStream
{
    public const string Notice = "==> Press Ctrl-C to exit <==";

    public static void Follow(Session session, string path)
    {
        session.WriteLine(Notice);
        using var connection = session.Connect();
        using var interruption = new Interruption(connection.Shutdown);
        var isComplete = Print(session, connection, path);
        if (interruption.IsRequested)
            session.WriteLine("");
        else if (!isComplete)
            session.Status = ExitStatus.Generic;
    }

    /// <summary>Prints what comes until it ends.</summary>
    /// <returns>False when nothing could be read; why is on the standard error.</returns>
    public static bool Print(Session session, HttpConnection connection, string path)
    {
        try
        {
            var status = connection.Follow(path, session.Credentials, session.Output.Write);
            if (status == 200)
                return true;
            session.Errors.WriteLine($"{session.ServerUrl}{path} Cannot read, status code {status}");
        }
        catch (ConnectionException failure)
        {
            session.Errors.WriteLine($"{session.ServerUrl}{path} Cannot connect, error: <class '{failure.ClassName}'> ({failure.Message})");
        }
        return false;
    }

    /// <summary>A name as a part of a path; a colon stays, as the original sends it.</summary>
    public static string Escape(string name) => Uri.EscapeDataString(name).Replace("%3A", ":", StringComparison.Ordinal);
}
