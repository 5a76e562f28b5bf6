namespace Supervisor.TestKit;

/// <summary>
/// A mounted file system whose server never answers, like NFS with its server gone: every look-up in it waits until it is disposed of. A
/// FUSE mount does that when nobody reads its device.
/// </summary>
public sealed class DeadFileSystem : IDisposable
{
    private readonly FileStream _device;
    private readonly bool _isOwnDirectory;

    private DeadFileSystem(FileStream device, string directory, bool isOwnDirectory)
    {
        _device = device;
        _isOwnDirectory = isOwnDirectory;
        Directory = directory;
    }

    /// <summary>The mount point.</summary>
    public string Directory { get; }

    /// <summary>Mounts one, or says why this host cannot.</summary>
    /// <param name="over">A directory that it hides; null: one of its own.</param>
    public static DeadFileSystem? TryMount(out string reason, string? over = null)
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
        var directory = over ?? System.IO.Directory.CreateTempSubdirectory("dead-").FullName;
        var options = $"fd={device.SafeFileHandle.DangerousGetHandle()},rootmode=40000,user_id=0,group_id=0,allow_other";
        if (MountCalls.Mount("dead", directory, "fuse", options) is not { } refusal)
            return new DeadFileSystem(device, directory, isOwnDirectory: over is null);
        reason = "mounting a dead file system needs root: " + refusal;
        device.Dispose();
        if (over is null)
            System.IO.Directory.Delete(directory);
        return null;
    }

    public void Dispose()
    {
        if (!_device.CanRead)
            return;
        // Closing the device aborts all that waits in it.
        _device.Dispose();
        MountCalls.Unmount(Directory);
        if (_isOwnDirectory)
            System.IO.Directory.Delete(Directory);
    }
}
