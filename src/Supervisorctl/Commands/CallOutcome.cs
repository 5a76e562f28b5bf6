using Supervisorctl.Connection;

namespace Supervisorctl.Commands;

/// <summary>What there is to tell of one call.</summary>
/// <param name="Lines">May be none.</param>
/// <param name="StatusAfter">The exit status that follows from the one before.</param>
internal sealed record CallOutcome(IReadOnlyList<string> Lines, Func<int, int> StatusAfter)
{
    public static readonly CallOutcome Nothing = new([], static status => status);

    public static CallOutcome Failed(ControlException failure) => new([failure.Line], static _ => ExitStatus.Generic);
}
