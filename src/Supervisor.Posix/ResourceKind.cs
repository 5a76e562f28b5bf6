namespace Supervisor.Posix;

/// <summary>The resources of getrlimit(2), with the kernel's numbers of x86-64 and arm64.</summary>
public enum ResourceKind
{
    Cpu = 0,
    FileSize = 1,
    Data = 2,
    Stack = 3,
    Core = 4,
    ResidentSet = 5,
    Processes = 6,
    OpenFiles = 7,
    LockedMemory = 8,
    AddressSpace = 9,
    FileLocks = 10,
    PendingSignals = 11,
    MessageQueues = 12,
    Nice = 13,
    RealtimePriority = 14,
    RealtimeTime = 15,
}
