using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>A file without a name that nobody can change any more (memfd_create(2), F_ADD_SEALS of fcntl(2)).</summary>
public static unsafe class SealedFile
{
    private const uint AllowSealing = 2;
    private const int AddSeals = 1033;

    /// <summary>F_SEAL_SEAL, F_SEAL_SHRINK, F_SEAL_GROW, F_SEAL_WRITE.</summary>
    private const int AllSeals = 0xF;

    /// <summary>A sealed file with these bytes; a program that this process executes finds it too.</summary>
    /// <exception cref="PosixException">It cannot be made.</exception>
    public static Descriptor Create(string name, ReadOnlySpan<byte> bytes)
    {
        var number = LibC.memfd_create(name, AllowSealing);
        if (number < 0)
            throw PosixException.Last(nameof(LibC.memfd_create));
        var file = new Descriptor(number);
        var rest = bytes;
        while (!rest.IsEmpty)
        {
            var written = FileDescriptor.Write(number, rest);
            if (!written.IsSuccess)
            {
                file.Dispose();
                throw new PosixException("write", written.Errno, name);
            }
            rest = rest[written.Count..];
        }
        _ = LibC.fcntl(number, AddSeals, AllSeals);
        return file;
    }

    /// <summary>All bytes, from its beginning.</summary>
    public static byte[] Read(int number)
    {
        using var content = new MemoryStream();
        var part = new byte[4096];
        fixed (byte* start = part)
        {
            while (LibC.pread(number, start, (nuint)part.Length, content.Length) is var count and > 0)
                content.Write(part, 0, (int)count);
        }
        return content.ToArray();
    }
}
