namespace Supervisor.TestKit;

/// <summary>A file system of one megabyte in memory.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly string _directory;

    private SmallDisk(string directory) => _directory = directory;

    /// <summary>Mounts one on a directory, which is made when it is not there, or says why this host cannot.</summary>
    public static SmallDisk? TryMount(string directory, out string reason)
    {
        Directory.CreateDirectory(directory);
        var failure = MountCalls.Mount("none", directory, "tmpfs", "size=1m");
        reason = failure is null ? "" : "mounting a small disk needs root: " + failure;
        return failure is null ? new SmallDisk(directory) : null;
    }

    public string At(string name) => Path.Join(_directory, name);

    public void Dispose() => MountCalls.Unmount(_directory);
}
