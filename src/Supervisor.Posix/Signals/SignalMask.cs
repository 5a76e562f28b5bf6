using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>The set of signals that the calling thread blocks. Threads and programs made by it inherit the set.</summary>
public static unsafe class SignalMask
{
    /// <summary>What this thread blocks now.</summary>
    public static SignalSet Current
    {
        get
        {
            LibC.sigset_t old;
            Check(LibC.pthread_sigmask(LibC.SIG_BLOCK, null, &old));
            return SignalSet.FromNative(old);
        }
    }

    /// <summary>Replaces the mask of this thread and returns the old one.</summary>
    public static SignalSet Replace(SignalSet wanted)
    {
        var native = wanted.ToNative();
        LibC.sigset_t old;
        Check(LibC.pthread_sigmask(LibC.SIG_SETMASK, &native, &old));
        return SignalSet.FromNative(old);
    }

    private static void Check(int errno)
    {
        if (errno != 0)
            throw new PosixException(nameof(LibC.pthread_sigmask), errno);
    }
}
