using Supervisor.Posix;

namespace Supervisor.Engine.Slots;

/// <summary>The daemon's ends of a slot's pipes that were there before it; null for those that are to be made.</summary>
public sealed record SlotInheritance(Descriptor? Stdin, Descriptor? Stdout, Descriptor? Stderr);
