using System.Text;

namespace Supervisor.Posix;

/// <summary>
/// Small files that the kernel writes while they are read (proc(5), sysfs(5)) and whose length nothing tells before. Reading them takes
/// none of the machinery of file streams, which a process that is just starting would have to load.
/// </summary>
public static class KernelFile
{
    private const int FirstSize = 4096;

    /// <summary>All of it, in as few reads as it allows: between two of them it can change.</summary>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    public static byte[] Read(string path)
    {
        var errno = FileDescriptor.Open(path, FileAccessKind.Read, 0, out var file);
        if (errno != 0)
            throw Failure(path, errno);
        using (file)
            return ReadAll(file!.Number, path);
    }

    /// <inheritdoc cref="Read"/>
    public static string ReadText(string path) => Encoding.UTF8.GetString(Read(path));

    private static byte[] ReadAll(int descriptor, string path)
    {
        var content = new byte[FirstSize];
        var length = 0;
        while (true)
        {
            if (length == content.Length)
                Array.Resize(ref content, content.Length * 2);
            var read = FileDescriptor.Read(descriptor, content.AsSpan(length));
            if (!read.IsSuccess)
                throw Failure(path, read.Errno);
            if (read.Count == 0)
                return content[..length];
            length += read.Count;
        }
    }

    private static IOException Failure(string path, int errno) => new($"{path}: {Posix.Errno.Describe(errno)}", errno);
}
