namespace Supervisor.Configuration.Archive;

/// <summary>The kinds of failure that a load tells apart. The numbers are those of the archive.</summary>
internal enum SourceFailureKind
{
    InputOutput = 0,
    FileNotFound = 1,
    DirectoryNotFound = 2,
    AccessDenied = 3,

    /// <summary>A system call of the user database.</summary>
    SystemCall = 4,
}
