using Supervisor.Engine.Logs;
using Supervisor.Engine.Spawning;

namespace Supervisor.Engine.Slots;

/// <summary>The pipes of a slot, which live as long as it does: runs come and go on them.</summary>
/// <param name="Stdin">With the end that the daemon keeps, so that no program reads an end of file.</param>
/// <param name="Stdout">Null when what the program says goes nowhere.</param>
/// <param name="Stderr">Null likewise, and when standard error is redirected.</param>
internal sealed record SlotPipes(StandardInput Stdin, LogChannel? Stdout, LogChannel? Stderr, bool RedirectsStderr)
{
    /// <summary>The numbers that a spawner opens the child's ends through.</summary>
    public SlotDescriptors ForChild =>
        new(Stdin.Descriptor, Stdout?.ReadDescriptor, RedirectsStderr ? Stdout?.ReadDescriptor : Stderr?.ReadDescriptor);
}
