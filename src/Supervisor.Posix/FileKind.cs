namespace Supervisor.Posix;

/// <summary>What a file is (inode(7)).</summary>
public enum FileKind
{
    Other,
    Regular,
    Directory,
    CharacterDevice,
    Fifo,
    Socket,
}
