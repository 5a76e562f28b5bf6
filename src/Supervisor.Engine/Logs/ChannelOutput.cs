using Supervisor.Engine.Events;

namespace Supervisor.Engine.Logs;

/// <summary>Something that a program wrote and that concerns more than its log.</summary>
/// <param name="Type">The event that it is; null for what a listener says to the daemon on its standard output.</param>
/// <param name="Data">The receiver's.</param>
/// <param name="Lost">Bytes of the same channel that could not be passed on before this, because too much was on the way.</param>
public sealed record ChannelOutput(LogChannel Channel, EventType? Type, ReadOnlyMemory<byte> Data, long Lost)
{
    /// <summary>Where it is noted until it has been told.</summary>
    internal OutputNote Note { get; init; }
}
