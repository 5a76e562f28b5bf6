namespace Supervisor.Engine.Messaging;

/// <summary>Threads for what must not hold up the loop.</summary>
public static class WorkerThread
{
    /// <summary>None of them goes deep.</summary>
    private const int StackSize = 256 * 1024;

    /// <summary>What <see cref="TryStart(ThreadStart, string)"/> says to people when it cannot.</summary>
    public const string Refusal = "no thread can be started: too many open files or processes";

    /// <summary>
    /// Starts a thread that does not keep the process from ending. The runtime opens a pipe for each, so that it cannot where no descriptor
    /// is left, and says that it has no memory; no more can the kernel where the user has as many processes as are allowed.
    /// </summary>
    /// <returns>Null: it cannot be started now.</returns>
    public static Thread? TryStart(ThreadStart work, string name)
    {
        var thread = new Thread(work, StackSize) { IsBackground = true, Name = name };
        return TryStart(thread) ? thread : null;
    }

    /// <summary>Likewise for one that has been made.</summary>
    public static bool TryStart(Thread thread)
    {
        ArgumentNullException.ThrowIfNull(thread);
        try
        {
            thread.Start();
            return true;
        }
        catch (Exception failure) when (failure is OutOfMemoryException or ThreadStartException)
        {
            return false;
        }
    }
}
