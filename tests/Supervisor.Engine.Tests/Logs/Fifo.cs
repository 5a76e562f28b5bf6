using System.Diagnostics;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Logs;

/// <summary>A named pipe, made by mkfifo(1), that is open for reading and not read.</summary>
internal sealed class Fifo : IDisposable
{
    private readonly FileStream _reader;

    public Fifo(string path)
    {
        Path = path;
        Make(path);
        // Read and write, so that opening does not wait for a writer.
        _reader = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
    }

    public string Path { get; }

    private int Number => (int)_reader.SafeFileHandle.DangerousGetHandle();

    public static void Make(string path)
    {
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }

    /// <summary>Reads exactly so many bytes.</summary>
    public byte[] Read(int count)
    {
        var bytes = new byte[count];
        _reader.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Waits for something and reads what there is, up to a page.</summary>
    public byte[] ReadSome()
    {
        var bytes = new byte[4096];
        return bytes[.._reader.Read(bytes)];
    }

    /// <summary>Writes whole pages until neither this nor the pipe before it takes another.</summary>
    /// <returns>How many bytes.</returns>
    public int FillBehind(FileStream writer)
    {
        var page = new byte[4096];
        var number = (int)writer.SafeFileHandle.DangerousGetHandle();
        var written = 0;
        LogPumpScene.Until(() =>
        {
            while (FileDescriptor.IsWritable(number))
            {
                writer.Write(page);
                written += page.Length;
            }
            // In this order: what was full a moment ago may have gone on into this one.
            return Pipe.Available(Number) == Pipe.Capacity(Number) && !FileDescriptor.IsWritable(number);
        });
        return written;
    }

    public void Dispose()
    {
        _reader.Dispose();
        File.Delete(Path);
    }
}
