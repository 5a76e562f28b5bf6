using System.Runtime.InteropServices;

namespace Supervisor.TestKit;

/// <summary>mount(2) and umount2(2).</summary>
internal static partial class MountCalls
{
    private const int Force = 1;
    private const int Detach = 2;

    /// <returns>Null, or why not: only root may mount.</returns>
    public static string? Mount(string source, string directory, string type, string options) =>
        mount(source, directory, type, 0, options) == 0 ? null : Marshal.GetLastPInvokeErrorMessage();

    /// <summary>Also while files in it are open.</summary>
    public static void Unmount(string directory) => _ = umount2(directory, Force | Detach);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mount(string source, string target, string type, nuint flags, string data);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int umount2(string target, int flags);
}
