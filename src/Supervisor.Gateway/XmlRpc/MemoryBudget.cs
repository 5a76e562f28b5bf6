namespace Supervisor.Gateway.XmlRpc;

/// <summary>
/// Bytes that all calls under way may have together for one purpose: a thousand callers at once find a refusal, not a process that ends for want
/// of memory.
/// </summary>
/// <param name="size">Of all together.</param>
/// <param name="largest">Of one call.</param>
internal sealed class MemoryBudget(long size, long largest)
{
    private long _taken;

    /// <summary>What one call may have.</summary>
    public long Largest => largest;

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
