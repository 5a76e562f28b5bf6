using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>The name of this host.</summary>
public static unsafe class HostName
{
    /// <summary>uname -n: with its domain, if the host has been given one (gethostname(2)).</summary>
    public static string Current()
    {
        const int Longest = 256;
        var buffer = stackalloc byte[Longest];
        if (LibC.gethostname(buffer, Longest - 1) < 0)
            throw PosixException.Last(nameof(LibC.gethostname));
        return Marshal.PtrToStringUTF8((nint)buffer) ?? "";
    }
}
