using Supervisor.Posix;

namespace Supervisor.Engine.Descendants;

/// <summary>What is looked up of single processes during a search, because it costs more than a line of the process table.</summary>
internal interface IProcessDetails
{
    /// <summary>Null when it has ended.</summary>
    ProcessUsers? UsersOf(int processId);

    /// <summary>Empty where that may not be seen.</summary>
    IReadOnlyList<PipeUse> PipesOf(int processId);

    /// <summary>What it was given when it was executed; null without.</summary>
    string? VariableOf(int processId, string name);

    /// <summary>The pid that a pid file names; 0 when it names none. Whoever wrote it may have written anything.</summary>
    int ProcessNamedIn(string pidFile);

    /// <summary>
    /// When the pid file was last written, in ticks of start times; null unless it is certain that nobody but root and this user can have
    /// written it.
    /// </summary>
    ulong? TrustedWritingOf(string pidFile, uint userId);

    IReadOnlyList<int> MembersOf(ControlGroup group);

    /// <summary>Its words, for people; null when it has ended.</summary>
    string? CommandOf(int processId);
}
