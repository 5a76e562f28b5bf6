namespace Supervisor.Posix;

/// <summary>What epoll(7) reports and is asked for, with the kernel's bits.</summary>
[Flags]
public enum ReadinessEvents : uint
{
    None = 0,
    Readable = 0x001,
    Writable = 0x004,
    Error = 0x008,
    HungUp = 0x010,

    /// <summary>Reported once, then not again before the descriptor is modified.</summary>
    OneShot = 1u << 30,
    EdgeTriggered = 1u << 31,
}
