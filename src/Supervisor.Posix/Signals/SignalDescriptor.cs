using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>A signalfd(2): blocked signals are read as records instead of interrupting anything.</summary>
public sealed unsafe class SignalDescriptor : IDisposable
{
    private const int SentByKernel = 0x80;
    private readonly Descriptor _signals;

    /// <param name="signals">They must be blocked in every thread, or a thread that does not block them takes them.</param>
    public SignalDescriptor(SignalSet signals)
    {
        var mask = signals.ToNative();
        var number = LibC.signalfd(-1, &mask, LibC.SFD_CLOEXEC | LibC.SFD_NONBLOCK);
        if (number < 0)
            throw PosixException.Last(nameof(LibC.signalfd));
        _signals = new Descriptor(number);
    }

    public int Number => _signals.Number;

    /// <summary>Takes the next pending signal. Pending standard signals of one number are one signal (signal(7)).</summary>
    public bool TryRead(out ReceivedSignal signal)
    {
        LibC.signalfd_siginfo info;
        while (LibC.read(_signals.Number, (byte*)&info, (nuint)sizeof(LibC.signalfd_siginfo)) < 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            if (errno == Errno.EAGAIN)
            {
                signal = default;
                return false;
            }
            if (errno != Errno.EINTR)
                throw new PosixException(nameof(LibC.read), errno, "signalfd");
        }
        signal = new ReceivedSignal(new SignalNumber((int)info.signo), (int)info.pid, info.uid, info.code == SentByKernel);
        return true;
    }

    public void Dispose() => _signals.Dispose();
}
