namespace Supervisor.Posix;

/// <summary>The ways in which the project opens files by name.</summary>
public enum FileAccessKind
{
    /// <summary>For writing; made when it is missing. Neither truncated nor appended to by the kernel.</summary>
    WriteOrCreate,

    /// <summary>For writing; it must not exist yet (O_EXCL).</summary>
    CreateNew,

    /// <summary>For writing; it must exist.</summary>
    Write,

    /// <summary>For reading and writing, so that opening a FIFO needs no reader (fifo(7)); it must exist.</summary>
    ReadWrite,

    /// <summary>For reading.</summary>
    Read,
}
