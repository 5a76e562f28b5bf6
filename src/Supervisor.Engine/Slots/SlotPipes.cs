using Supervisor.Engine.Logs;
using Supervisor.Engine.Spawning;
using Supervisor.Posix;

namespace Supervisor.Engine.Slots;

/// <summary>The pipes of a slot, which live as long as it does: runs come and go on them.</summary>
/// <param name="Stdin">With the end that the daemon keeps, so that no program reads an end of file.</param>
/// <param name="Stdout">Null when what the program says goes nowhere.</param>
/// <param name="Stderr">Null likewise, and when standard error is redirected.</param>
internal sealed record SlotPipes(StandardInput Stdin, LogChannel? Stdout, LogChannel? Stderr, bool RedirectsStderr)
{
    /// <summary>What tells the pipes from all others, so that they can be found again among a program's descriptors; 0 where there is none.</summary>
    public ulong StdinInode { get; } = InodeOf(Stdin.Descriptor);
    public ulong StdoutInode { get; } = InodeOf(Stdout?.ReadDescriptor);
    public ulong StderrInode { get; } = InodeOf(Stderr?.ReadDescriptor);

    /// <summary>The numbers that a spawner opens the child's ends through.</summary>
    public SlotDescriptors ForChild =>
        new(Stdin.Descriptor, Stdout?.ReadDescriptor, RedirectsStderr ? Stdout?.ReadDescriptor : Stderr?.ReadDescriptor);

    private static ulong InodeOf(int? descriptor) =>
        descriptor is { } number && FileStatus.Read(number, out var status) == 0 ? status.Inode : 0;
}
