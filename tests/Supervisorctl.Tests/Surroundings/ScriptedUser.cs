using Supervisorctl.Output;
using Supervisorctl.Shell;

namespace Supervisorctl.Tests.Surroundings;

/// <summary>Answers what it was given, in order; then its input is at its end.</summary>
internal sealed class ScriptedUser(IOutput output, params string[] answers) : IUser
{
    private readonly Queue<string> _answers = new(answers);

    public bool IsTerminal { get; init; }

    public string? Ask(string prompt)
    {
        output.Write(prompt);
        return _answers.TryDequeue(out var answer) ? answer : null;
    }

    public string? AskSecretly(string prompt) => _answers.TryDequeue(out var answer) ? answer : null;

    public string? ReadLine(Func<bool> isOver) => _answers.TryDequeue(out var answer) ? answer : null;
}
