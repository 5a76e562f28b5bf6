namespace Supervisor.Gateway.Http;

/// <summary>What one caller may send, and how slowly.</summary>
internal static class RequestLimits
{
    /// <summary>A call of several megabytes is ordinary: what a program is sent, or some thousand calls in one.</summary>
    public const long LargestBody = 16 * 1024 * 1024;
    public const int LongestLine = 16 * 1024;
    public const int MostHeaders = 100;
    public const int LargestHeaders = 32 * 1024;

    /// <summary>Bytes a second, either way, once the grace period is over.</summary>
    public const double SlowestRate = 240;
    public static readonly TimeSpan RateGracePeriod = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan LongestHeaderTime = TimeSpan.FromSeconds(10);

    /// <summary>As Supervisor: a client that was left open at a prompt does not expect its connection to end.</summary>
    public static readonly TimeSpan LongestIdleTime = TimeSpan.FromMinutes(30);
}
