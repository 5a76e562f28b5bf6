using Supervisor.Posix;

namespace Supervisor.Engine.Descendants;

/// <summary>A process that a search has found to be a program's.</summary>
/// <param name="Owner">Of the program.</param>
/// <param name="Command">For people.</param>
internal sealed record Descendant(object Owner, ProcessStat Process, MembershipSource Source, string Command)
{
    /// <summary>The pid file of the program that is being launched names it.</summary>
    public bool IsNamed { get; init; }

    public ProcessIdentity Identity => Process.Identity;

    public override string ToString() => $"pid {Process.ProcessId} ({Command})";
}
