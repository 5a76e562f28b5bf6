namespace Supervisor.Posix;

/// <summary>What stands where a command is looked for.</summary>
public enum CommandFileKind
{
    Missing,
    Directory,

    /// <summary>It has no execute permission for anybody.</summary>
    NotExecutable,

    /// <summary>It has, but not for this process (access(2)).</summary>
    Forbidden,
    Executable,
}
