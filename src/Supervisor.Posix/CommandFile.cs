using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>Looks at files that are to be executed. This can wait for a file system without end.</summary>
public static unsafe class CommandFile
{
    private const uint TypeMask = 0xF000;
    private const uint DirectoryType = 0x4000;
    private const uint AnyExecute = 0x49;

    public static CommandFileKind KindOf(string path)
    {
        LibC.statx_t status;
        if (LibC.statx(LibC.AT_FDCWD, path, 0, LibC.STATX_BASIC_STATS, &status) < 0)
            return CommandFileKind.Missing;
        if ((status.mode & TypeMask) == DirectoryType)
            return CommandFileKind.Directory;
        if ((status.mode & AnyExecute) == 0)
            return CommandFileKind.NotExecutable;
        return LibC.access(path, LibC.X_OK) == 0 ? CommandFileKind.Executable : CommandFileKind.Forbidden;
    }
}
