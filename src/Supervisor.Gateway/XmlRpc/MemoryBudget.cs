namespace Supervisor.Gateway.XmlRpc;

/// <summary>
/// Bytes that all calls under way may have together for one purpose: a thousand callers at once find a refusal, not a process that ends for want
/// of memory.
/// </summary>
internal sealed class MemoryBudget(long size)
{
    /// <summary>Of bodies: one of the largest, which is there twice while it grows, and some more.</summary>
    public const long Bodies = 36 * 1024 * 1024;

    /// <summary>Of answers: one of the largest, and some more.</summary>
    public const long Answers = 80 * 1024 * 1024;

    private long _taken;

    /// <summary>False when they are not there; then none is taken.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= size)
            return true;
        Return(bytes);
        return false;
    }

    public void Return(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
