namespace Supervisor.Posix;

/// <summary>A soft and a hard limit of one resource, in the units of getrlimit(2).</summary>
public readonly record struct ResourceLimit(ResourceKind Kind, ulong Soft, ulong Hard)
{
    /// <summary>RLIM_INFINITY of 64-bit Linux.</summary>
    public const ulong Unlimited = ulong.MaxValue;
}
