using Supervisorctl.Connection;

namespace Supervisorctl.Commands;

/// <summary>Runs typed lines. Whatever goes wrong ends as a line and an exit status.</summary>
internal static class CommandRunner
{
    public static void Run(Session session, string text)
    {
        var (line, name, argument) = CommandLineText.Parse(text);
        if (line.Length == 0)
            return;
        switch (name)
        {
            case "help":
                HelpPrinter.Print(session, argument);
                return;
            case "EOF":
                new QuitCommand("EOF").Run(session, argument);
                return;
        }
        if (name is null || CommandTable.Find(name) is not { } command)
        {
            session.Fail($"*** Unknown syntax: {line}");
            return;
        }
        Run(session, command, argument);
    }

    private static void Run(Session session, Command command, string argument)
    {
        while (true)
        {
            try
            {
                command.Run(session, argument);
                return;
            }
            catch (StatusException failure) when (failure.Status == StatusException.Unauthorized)
            {
                session.Fail("Server requires authentication");
                if (!session.IsInteractive)
                {
                    session.Fail(failure.Line);
                    return;
                }
                if (!AskForCredentials(session))
                    return;
            }
            catch (ControlException failure)
            {
                session.Fail(failure.Line);
                return;
            }
        }
    }

    private static bool AskForCredentials(Session session)
    {
        if (session.User.Ask("Username:") is not { } name || session.User.AskSecretly("Password:") is not { } password)
            return false;
        session.WriteLine("");
        session.Credentials = new Credentials(name, password);
        return true;
    }
}
