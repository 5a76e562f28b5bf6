using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>
/// A small file that is replaced as a whole and then survives a power cut: what is read is the old content or the new one. A file system that
/// does not answer holds up the caller.
/// </summary>
public static class DurableFile
{
    private const uint ReadableByAll = 0x1A4;
    private const int Chunk = 16 * 1024;

    /// <summary>The content; null when there is no such file.</summary>
    /// <param name="largest">Bytes; a file that holds more is EFBIG.</param>
    /// <exception cref="PosixException">It cannot be read, or is no regular file (EINVAL).</exception>
    public static byte[]? Read(string path, int largest)
    {
        var errno = LogFile.TryOpenForReading(path, out var file);
        if (errno is Errno.ENOENT or Errno.ENOTDIR)
            return null;
        if (errno != 0)
            throw new PosixException(nameof(LibC.open), errno, path);
        using (file)
            return ReadAll(file!.Number, path, largest);
    }

    /// <summary>
    /// Writes beside the file, has that written to the disk, gives it the file's name and has the directory written (rename(2), fsync(2):
    /// the name of a file is on the disk once its directory is).
    /// </summary>
    /// <exception cref="PosixException">It cannot be written; the old content is still there.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var beside = path + ".new";
        // Of a write that was cut short. What is made is not what a link of this name leads to (O_EXCL).
        _ = DirectoryEntries.Remove(beside);
        Check(FileDescriptor.Open(beside, FileAccessKind.CreateNew, ReadableByAll, out var file), nameof(LibC.open), beside);
        try
        {
            using (file)
            {
                Check(DescriptorOutput.WriteAll(file!.Number, content, out _), nameof(LibC.write), beside);
                Check(Synchronize(file.Number), nameof(LibC.fsync), beside);
            }
            Check(DirectoryEntries.Rename(beside, path), nameof(LibC.rename), path);
        }
        catch (PosixException)
        {
            _ = DirectoryEntries.Remove(beside);
            throw;
        }
        SynchronizeDirectory(DirectoryOf(path));
    }

    /// <summary>Makes a directory and those above it that are missing, and has them written to the disk.</summary>
    /// <param name="mode">Of those that are made, before the umask.</param>
    /// <exception cref="PosixException">One cannot be made.</exception>
    public static void MakeDirectory(string path, uint mode)
    {
        if (FileStatus.Read(path, out var status) == 0 && status.Kind == FileKind.Directory)
            return;
        var above = DirectoryOf(path);
        if (above != path)
            MakeDirectory(above, mode);
        var errno = LibC.mkdir(path, mode) == 0 ? 0 : Marshal.GetLastPInvokeError();
        // Somebody else was quicker, or it is a file: using it says which.
        if (errno == Errno.EEXIST)
            return;
        Check(errno, nameof(LibC.mkdir), path);
        SynchronizeDirectory(above);
    }

    private static byte[] ReadAll(int descriptor, string path, int largest)
    {
        using var content = new MemoryStream();
        var buffer = new byte[Chunk];
        while (true)
        {
            var read = FileDescriptor.Read(descriptor, buffer);
            Check(read.Errno, nameof(LibC.read), path);
            if (read.Count == 0)
                return content.ToArray();
            content.Write(buffer, 0, read.Count);
            Check(content.Length > largest ? Errno.EFBIG : 0, nameof(LibC.read), path);
        }
    }

    private static void SynchronizeDirectory(string path)
    {
        Check(FileDescriptor.Open(path, FileAccessKind.Read, 0, out var directory), nameof(LibC.open), path);
        using (directory)
        {
            var errno = Synchronize(directory!.Number);
            // A file system whose directories cannot be synchronized says EINVAL (fsync(2)).
            Check(errno == Errno.EINVAL ? 0 : errno, nameof(LibC.fsync), path);
        }
    }

    private static int Synchronize(int descriptor) => LibC.fsync(descriptor) == 0 ? 0 : Marshal.GetLastPInvokeError();

    private static string DirectoryOf(string path) => Path.GetDirectoryName(path) is { Length: > 0 } directory ? directory : "/";

    private static void Check(int errno, string call, string path)
    {
        if (errno != 0)
            throw new PosixException(call, errno, path);
    }
}
