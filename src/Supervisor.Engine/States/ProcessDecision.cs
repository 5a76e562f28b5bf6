namespace Supervisor.Engine.States;

/// <summary>The answer to one input.</summary>
/// <param name="Next">The status from now on.</param>
/// <param name="Action">What is to be done.</param>
/// <param name="Reason">One sentence that says why; empty when nothing was decided.</param>
/// <param name="Passed">States on the way that are announced as well.</param>
/// <param name="IsExpected">False for an input that cannot come in this state: the engine's and the kernel's accounts disagree.</param>
public readonly record struct ProcessDecision(
    ProcessStatus Next,
    ProcessAction Action,
    string Reason,
    PassedStates Passed = PassedStates.None,
    bool IsExpected = true
);
