using System.Diagnostics;

namespace Supervisor.Engine.Tests.Logs;

/// <summary>A file system of one megabyte in memory. Only root may mount.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _directory;

    private SmallDisk(string directory) => _directory = directory;

    public static SmallDisk Mount(string directory)
    {
        Directory.CreateDirectory(directory);
        Skip.If(Run("mount", "-t", "tmpfs", "-o", "size=1m", "none", directory) != 0, "No right to mount a file system.");
        return new SmallDisk(directory);
    }

    public string At(string name) => Path.Combine(_directory, name);

    public void Dispose() => Run("umount", "--lazy", _directory);

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true }
        )!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
