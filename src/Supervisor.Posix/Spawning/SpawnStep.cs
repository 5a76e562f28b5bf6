namespace Supervisor.Posix;

/// <summary>The steps of making a child, in the order in which they are done; the one that failed is part of the result.</summary>
public enum SpawnStep
{
    None = 0,

    /// <summary>In the parent: copying the specification, or vfork(2) itself.</summary>
    Fork,
    Session,
    ProcessGroup,
    Descriptors,

    /// <summary>How early the kernel ends it when memory is short.</summary>
    OutOfMemoryScore,
    ResourceLimit,
    Nice,
    Groups,
    GroupId,
    UserId,

    /// <summary>Giving up its capabilities.</summary>
    Confinement,
    Directory,
    Execute,
}
