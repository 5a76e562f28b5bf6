using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>An eventfd(2): any thread raises it, one thread waits for it in its epoll.</summary>
public sealed unsafe class EventDescriptor : IDisposable
{
    private readonly Descriptor _event;

    public EventDescriptor()
    {
        var number = LibC.eventfd(0, LibC.EFD_CLOEXEC | LibC.EFD_NONBLOCK);
        if (number < 0)
            throw PosixException.Last(nameof(LibC.eventfd));
        _event = new Descriptor(number);
    }

    public int Number => _event.Number;

    /// <summary>Makes it readable. A counter at its maximum (EAGAIN) is readable already.</summary>
    public void Raise()
    {
        ulong one = 1;
        while (LibC.write(_event.Number, (byte*)&one, sizeof(ulong)) < 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            if (errno == Errno.EAGAIN)
                return;
            if (errno != Errno.EINTR)
                throw new PosixException(nameof(LibC.write), errno, "eventfd");
        }
    }

    /// <summary>Makes it unreadable again, whatever was raised.</summary>
    public void Clear()
    {
        ulong count;
        while (LibC.read(_event.Number, (byte*)&count, sizeof(ulong)) < 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            if (errno == Errno.EAGAIN)
                return;
            if (errno != Errno.EINTR)
                throw new PosixException(nameof(LibC.read), errno, "eventfd");
        }
    }

    public void Dispose() => _event.Dispose();
}
