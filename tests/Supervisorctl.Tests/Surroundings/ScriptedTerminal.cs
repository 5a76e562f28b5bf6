using System.Text;
using Supervisorctl.Shell;

namespace Supervisorctl.Tests.Surroundings;

/// <summary>A terminal of 24 columns on which the given keys are pressed; control characters stand for themselves.</summary>
internal sealed class ScriptedTerminal(string keys) : ITerminal
{
    private readonly StringBuilder _output = new();
    private int _next;

    public int Width => 24;

    public string Output => _output.ToString();

    public ConsoleKeyInfo ReadKey()
    {
        var key = keys[_next++];
        return key switch
        {
            '\r' => new ConsoleKeyInfo(key, ConsoleKey.Enter, false, false, false),
            '\t' => new ConsoleKeyInfo(key, ConsoleKey.Tab, false, false, false),
            '\b' => new ConsoleKeyInfo(key, ConsoleKey.Backspace, false, false, false),
            < ' ' => new ConsoleKeyInfo(key, ConsoleKey.A + (key - 1), false, false, true),
            _ => new ConsoleKeyInfo(key, ConsoleKey.None, false, false, false),
        };
    }

    public void Write(string text) => _output.Append(text);
}
