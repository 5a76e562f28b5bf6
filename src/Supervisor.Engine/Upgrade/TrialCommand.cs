using Supervisor.Posix;

namespace Supervisor.Engine.Upgrade;

/// <summary>How another executable is tried: it reads the configuration and a copy of the state, touches nothing else, and says what it found.</summary>
/// <param name="Binary">The executable that the daemon was started from.</param>
/// <param name="Specification">With the name of that as the first argument.</param>
public sealed record TrialCommand(string Binary, ChildSpecification Specification)
{
    /// <summary>The number under which the trial finds the pipe for what it has to say.</summary>
    public const int AnswerTarget = 3;

    /// <summary>How what a trial says begins when it has succeeded; its version follows.</summary>
    public const string Introduction = "supervisord ";

    internal ChildSpecification SpecificationFor(string binary) =>
        Specification with
        {
            Arguments = Specification.Arguments.SetItem(0, binary),
        };
}
