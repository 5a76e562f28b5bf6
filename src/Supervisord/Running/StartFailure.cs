namespace Supervisord.Running;

/// <summary>The daemon cannot start: what to tell whoever launched it, and the exit status.</summary>
internal sealed record StartFailure(int ExitStatus, string Message)
{
    /// <summary>Something outside the configuration: a lock, a permission, a resource.</summary>
    public const int Failure = 1;

    /// <summary>The configuration or the usage.</summary>
    public const int Usage = 2;
}
