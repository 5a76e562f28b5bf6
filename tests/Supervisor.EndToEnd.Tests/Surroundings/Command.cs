using System.Diagnostics;
using System.Text;

namespace Supervisor.EndToEnd.Tests.Surroundings;

/// <summary>A command that was started, with what it has written so far.</summary>
internal sealed class Command : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private Command(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Add(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Add(_error, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int ProcessId => _process.Id;
    public bool HasEnded => _process.HasExited;
    public string Output => Take(_output);
    public string Error => Take(_error);

    public static Command Start(
        IReadOnlyList<string> words,
        string? directory = null,
        IEnumerable<KeyValuePair<string, string>>? variables = null
    )
    {
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory ?? "",
        };
        // Set by the test runner for itself; a daemon that is started by a user has none of them.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("DOTNET_", StringComparison.Ordinal)).ToArray())
        {
            if (name != "DOTNET_ROOT")
                start.Environment.Remove(name);
        }
        foreach (var (name, value) in variables ?? [])
            start.Environment[name] = value;
        return new Command(start);
    }

    /// <summary>Writes to its standard input.</summary>
    public void Write(string text)
    {
        _process.StandardInput.Write(text);
        _process.StandardInput.Flush();
    }

    /// <summary>Runs a command to its end.</summary>
    public static CommandResult Run(
        IReadOnlyList<string> words,
        string? directory = null,
        IEnumerable<KeyValuePair<string, string>>? variables = null
    )
    {
        using var command = Start(words, directory, variables);
        return command.WaitForEnd();
    }

    public CommandResult WaitForEnd()
    {
        Until.IsTrue(() => _process.HasExited, $"{_process.StartInfo.FileName} ends", () => Output + Error);
        // Both streams are read to their ends too.
        _process.WaitForExit();
        return new CommandResult(_process.ExitCode, Output, Error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static void Add(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.Append(line).Append('\n');
    }

    private static string Take(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }
}
