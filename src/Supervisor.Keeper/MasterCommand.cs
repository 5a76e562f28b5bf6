using Supervisor.Posix;

namespace Supervisor.Keeper;

/// <summary>How the master is executed.</summary>
/// <param name="Path">Its file.</param>
/// <param name="First">At the start, with the launching command waiting for an answer.</param>
/// <param name="Again">After a death: nobody waits.</param>
public sealed record MasterCommand(string Path, ChildSpecification First, ChildSpecification Again)
{
    /// <summary>The number under which the master finds its connection to the keeper.</summary>
    public const int ConnectionTarget = 3;

    /// <summary>The number under which it finds the launching command's pipe.</summary>
    public const int AnswerTarget = 4;
}
