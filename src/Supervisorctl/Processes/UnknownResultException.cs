using Supervisorctl.Connection;

namespace Supervisorctl.Processes;

/// <summary>A fault that no line of a command tells of.</summary>
internal sealed class UnknownResultException(ProcessResult result)
    : ControlException("ValueError", $"Unknown result code {(int)result.Code} for {result.Name}");
