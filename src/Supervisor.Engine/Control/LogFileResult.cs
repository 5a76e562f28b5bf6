using Supervisor.Posix;

namespace Supervisor.Engine.Control;

/// <summary>What <see cref="ILogFiles"/> was asked for is done.</summary>
/// <param name="Ticket">What was given with the request.</param>
/// <param name="Errno">0, or why it could not be done.</param>
/// <param name="File">Of an opening that succeeded; the receiver's.</param>
public sealed record LogFileResult(object Ticket, int Errno, Descriptor? File)
{
    /// <summary>Nothing is in the file that was opened.</summary>
    public bool IsEmpty { get; init; }
}
