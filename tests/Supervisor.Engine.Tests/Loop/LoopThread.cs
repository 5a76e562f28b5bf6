using System.Runtime.InteropServices;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Loop;

/// <summary>A thread that blocks SIGCHLD, as all of the daemon do, and sends it to itself: a signalfd that it reads brings those too.</summary>
internal static partial class LoopThread
{
    /// <summary>Runs it to its end; what it throws is thrown here.</summary>
    public static void Run(Action body)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Attempt(body));
        thread.Start();
        thread.Join();
        if (failure is not null)
            throw new InvalidOperationException("the loop's thread failed", failure);
    }

    /// <summary>Allocates nothing.</summary>
    public static void SendChildSignalToItself()
    {
        if (RaiseInThread(SignalNumber.Child.Value) != 0)
            throw new InvalidOperationException("the thread cannot signal itself");
    }

    private static Exception? Attempt(Action body)
    {
        SignalMask.Replace(SignalMask.Current.With(SignalNumber.Child));
        try
        {
            body();
            return null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return failure;
        }
    }

    /// <summary>raise(3) is to the calling thread alone.</summary>
    [LibraryImport("libc", EntryPoint = "raise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int RaiseInThread(int signal);
}
