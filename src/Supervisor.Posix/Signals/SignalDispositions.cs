using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>What this process does with signals that are not blocked (sigaction(2)).</summary>
public static unsafe class SignalDispositions
{
    private const nint Default = 0;
    private const nint Ignore = 1;

    /// <summary>True when the signal is ignored; an ignored signal stays ignored in programs that are executed.</summary>
    public static bool IsIgnored(SignalNumber signal)
    {
        LibC.sigaction_t old;
        if (LibC.sigaction(signal.Value, null, &old) < 0)
            throw PosixException.Last(nameof(LibC.sigaction), signal.Name);
        return old.handler == Ignore;
    }

    public static void SetDefault(SignalNumber signal) => Set(signal, Default);

    public static void SetIgnored(SignalNumber signal) => Set(signal, Ignore);

    private static void Set(SignalNumber signal, nint handler)
    {
        var action = new LibC.sigaction_t { handler = handler };
        if (LibC.sigaction(signal.Value, &action, null) < 0)
            throw PosixException.Last(nameof(LibC.sigaction), signal.Name);
    }
}
