using Supervisor.Posix;

namespace Supervisor.Engine.Slots;

/// <summary>The daemon's ends of a slot's pipes that were there before it; null for those that are to be made.</summary>
/// <param name="Waiting">What waited for room in standard input.</param>
public sealed record SlotInheritance(Descriptor? Stdin, Descriptor? Stdout, Descriptor? Stderr, Descriptor? Waiting = null);
