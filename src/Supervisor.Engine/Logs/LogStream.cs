using System.Diagnostics.CodeAnalysis;

namespace Supervisor.Engine.Logs;

/// <summary>Which of a process' two output streams.</summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "It names one of the standard streams.")]
public enum LogStream
{
    Stdout,
    Stderr,
}
