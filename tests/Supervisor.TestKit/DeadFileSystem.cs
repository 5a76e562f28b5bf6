using System.Runtime.InteropServices;

namespace Supervisor.TestKit;

/// <summary>
/// A mounted file system whose server never answers, like NFS with its server gone: every look-up in it waits until it is disposed of. A
/// FUSE mount does that when nobody reads its device.
/// </summary>
public sealed partial class DeadFileSystem : IDisposable
{
    private const int ForceAndDetach = 1 | 2;
    private readonly FileStream _device;

    private DeadFileSystem(FileStream device, string directory)
    {
        _device = device;
        Directory = directory;
    }

    /// <summary>The mount point.</summary>
    public string Directory { get; }

    /// <summary>Mounts one, or says why this host cannot.</summary>
    public static DeadFileSystem? TryMount(out string reason)
    {
        reason = "";
        FileStream device;
        try
        {
            device = new FileStream("/dev/fuse", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            reason = "a dead file system needs /dev/fuse: " + failure.Message;
            return null;
        }
        var directory = System.IO.Directory.CreateTempSubdirectory("dead-").FullName;
        var options = $"fd={device.SafeFileHandle.DangerousGetHandle()},rootmode=40000,user_id=0,group_id=0,allow_other";
        if (mount("dead", directory, "fuse", 0, options) == 0)
            return new DeadFileSystem(device, directory);
        reason = "mounting a dead file system needs root: " + Marshal.GetLastPInvokeErrorMessage();
        device.Dispose();
        System.IO.Directory.Delete(directory);
        return null;
    }

    public void Dispose()
    {
        // Closing the device aborts all that waits in it.
        _device.Dispose();
        _ = umount2(Directory, ForceAndDetach);
        System.IO.Directory.Delete(Directory);
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mount(string source, string target, string type, nuint flags, string data);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int umount2(string target, int flags);
}
