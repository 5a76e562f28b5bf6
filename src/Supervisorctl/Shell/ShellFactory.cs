using Supervisorctl.Processes;

namespace Supervisorctl.Shell;

/// <summary>Puts a shell together: with a line editor before a person, without one otherwise.</summary>
internal static class ShellFactory
{
    public static InteractiveShell Create(Session session, ClientSettings settings)
    {
        var completer = new Completer(() => ProcessInfo.All(session));
        var isTyped =
            session.User.IsTerminal
            && session.Output.IsTerminal
            && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        ILineSource lines = isTyped
            ? new TypedLines(new LineEditor(new StandardTerminal(session.Output), new CommandHistory(settings.HistoryFile), completer))
            : new PipedLines(session.User);
        return new InteractiveShell(session, lines, settings.Prompt + "> ", completer);
    }
}
