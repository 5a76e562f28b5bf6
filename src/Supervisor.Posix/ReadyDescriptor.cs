namespace Supervisor.Posix;

/// <summary>One answer of epoll_wait(2): the tag given when the descriptor was added, and what it is ready for.</summary>
public readonly record struct ReadyDescriptor(ulong Tag, ReadinessEvents Events);
