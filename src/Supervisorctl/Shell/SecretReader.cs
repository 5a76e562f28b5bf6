using System.Text;

namespace Supervisorctl.Shell;

/// <summary>Reads a password from a terminal without showing it.</summary>
internal static class SecretReader
{
    /// <returns>Null when the user gave up.</returns>
    public static string? Read(ITerminal terminal)
    {
        var password = new StringBuilder();
        while (true)
        {
            var key = terminal.ReadKey();
            if (key.Key == ConsoleKey.Enter || key.KeyChar is '\r' or '\n')
                return password.ToString();
            if (key.Modifiers.HasFlag(ConsoleModifiers.Control) && key.Key is ConsoleKey.C or ConsoleKey.D)
                return null;
            if (key.Key == ConsoleKey.Backspace && password.Length > 0)
                password.Length--;
            else if (!char.IsControl(key.KeyChar))
                password.Append(key.KeyChar);
        }
    }
}
