using System.Text;

namespace Supervisorctl.Shell;

/// <summary>Reads a password from a terminal without showing it.</summary>
internal static class SecretReader
{
    /// <returns>Null when the user gave up.</returns>
    public static string? Read(ITerminal terminal)
    {
        var password = new StringBuilder();
        using (terminal.BeginKeys())
        {
            while (true)
            {
                var key = terminal.ReadKey();
                switch (key.Action)
                {
                    case KeyAction.Enter:
                        return password.ToString();
                    case KeyAction.Interrupt or KeyAction.EndOrDelete or KeyAction.EndOfInput:
                        return null;
                    case KeyAction.DeleteBefore when password.Length > 0:
                        password.Length--;
                        break;
                    case KeyAction.CutToHome:
                        password.Clear();
                        break;
                    case KeyAction.Insert:
                        password.Append(key.Text);
                        break;
                }
            }
        }
    }
}
