using System.Runtime.InteropServices;

namespace Supervisor.Posix;

/// <summary>A system call that failed where it should not: its name, what it was about, and the errno.</summary>
public sealed class PosixException : IOException
{
    public PosixException(string call, int errno, string? subject = null)
        : base($"{call}{(subject is null ? "" : $" {subject}")}: {Errno.Describe(errno)}", errno)
    {
        Call = call;
        ErrorNumber = errno;
    }

    public string Call { get; }

    /// <summary>The errno of the call (errno(3)).</summary>
    public int ErrorNumber { get; }

    /// <summary>The exception for the call of this thread that has just failed.</summary>
    internal static PosixException Last(string call, string? subject = null) => new(call, Marshal.GetLastPInvokeError(), subject);
}
