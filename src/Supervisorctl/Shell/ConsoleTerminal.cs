namespace Supervisorctl.Shell;

/// <summary>The terminal of this process. System.Console is loaded only here, because a command that is no shell has no need of it.</summary>
internal sealed class ConsoleTerminal : ITerminal
{
    private const int UsualWidth = 80;

    public int Width => Console.WindowWidth > 0 ? Console.WindowWidth : UsualWidth;

    /// <summary>Ctrl-C comes as a key while a line is edited, and as a signal at any other time.</summary>
    public ConsoleKeyInfo ReadKey()
    {
        Console.TreatControlCAsInput = true;
        try
        {
            return Console.ReadKey(intercept: true);
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    public void Write(string text) => Console.Out.Write(text);
}
