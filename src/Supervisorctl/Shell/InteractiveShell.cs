using Supervisorctl.Commands;

namespace Supervisorctl.Shell;

/// <summary>Reads actions and carries them out, until it is told to end. The first is always status.</summary>
internal sealed class InteractiveShell(Session session, ILineSource lines, string prompt, Completer completer)
{
    public void Run()
    {
        CommandRunner.Run(session, "status");
        while (!session.IsEnding)
        {
            if (lines.ReadLine(prompt) is not { } line)
            {
                session.WriteLine("");
                return;
            }
            completer.Forget();
            CommandRunner.Run(session, line);
        }
    }
}
