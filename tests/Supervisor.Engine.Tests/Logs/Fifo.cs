using System.Diagnostics;

namespace Supervisor.Engine.Tests.Logs;

/// <summary>A named pipe, made by mkfifo(1).</summary>
internal sealed class Fifo : IDisposable
{
    public Fifo(string path)
    {
        Path = path;
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }

    public string Path { get; }

    public FileStream OpenReader() => new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);

    public void Dispose() => File.Delete(Path);
}
