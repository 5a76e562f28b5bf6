using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>
/// Tells when one of some files loses its name (inotify(7)): its descriptor becomes readable. Other changes beside the files go unnoticed, so
/// that a busy directory wakes nobody.
/// </summary>
public sealed class FileWatch : IDisposable
{
    private readonly Descriptor _descriptor;

    public FileWatch()
    {
        var number = LibC.inotify_init1(LibC.IN_NONBLOCK | LibC.IN_CLOEXEC);
        _descriptor = number >= 0 ? new Descriptor(number) : throw PosixException.Last(nameof(LibC.inotify_init1));
    }

    public int Number => _descriptor.Number;

    /// <summary>Watches a file; the watch ends by itself when the file is gone.</summary>
    /// <returns>0 or the errno.</returns>
    public int Add(string path)
    {
        // An open file that loses its last name is not deleted yet: all that is told is that its count of links has changed.
        const uint Wanted = LibC.IN_ATTRIB | LibC.IN_MOVE_SELF | LibC.IN_DELETE_SELF;
        return LibC.inotify_add_watch(_descriptor.Number, path, Wanted) >= 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>Takes what was told, so that the descriptor is readable only for news.</summary>
    public void Clear()
    {
        Span<byte> events = stackalloc byte[4096];
        while (FileDescriptor.Read(_descriptor.Number, events) is { Count: > 0 }) { }
    }

    public void Dispose() => _descriptor.Dispose();
}
