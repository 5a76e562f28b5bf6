namespace Supervisor.Posix.Tests;

/// <summary>A directory that is removed with all that is in it.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("posix-").FullName;

    public string At(string name) => Path.Join(_path, name);

    /// <summary>A FIFO that nobody has open.</summary>
    public string MakeFifo(string name)
    {
        using var mkfifo = System.Diagnostics.Process.Start("mkfifo", [At(name)]);
        mkfifo.WaitForExit();
        mkfifo.ExitCode.ShouldBe(0);
        return At(name);
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
