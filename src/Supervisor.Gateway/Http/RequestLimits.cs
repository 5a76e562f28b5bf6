using Supervisor.Posix;

namespace Supervisor.Gateway.Http;

/// <summary>
/// What callers may send, how slowly, and how much of this process they may take together. The sizes follow from the ceiling of the heap
/// ("memory_limit" of [gateway]), so that no mixture of callers comes near it:
/// <list type="table">
/// <listheader><term>limit</term><description>beyond it</description></listheader>
/// <item><term>request line: 16 KiB</term><description>414, connection closed</description></item>
/// <item><term>headers: 100, together 32 KiB</term><description>431, connection closed</description></item>
/// <item><term>headers that take more than 10 s</term><description>408, connection closed</description></item>
/// <item><term>body: 1/16 of the memory, at most 16 MiB (JSON API: 64 KiB)</term><description>413, connection closed</description></item>
/// <item><term>body that pauses for 10 s, or after 5 s comes with less than 1 KiB a second</term><description>408, connection closed</description></item>
/// <item><term>bodies beyond 64 KiB: together 9/64 of the memory</term><description>503, connection closed</description></item>
/// <item><term>XML: 200 elements within each other, an element for each 512 bytes of memory, 1 KiB a tag; no document type</term><description>400</description></item>
/// <item><term>one answer: 1/4 of the memory, at most 64 MiB; all beyond 16 KiB: 5/16 of the memory</term><description>fault FAILED</description></item>
/// <item><term>answer that is read with less than 1 KiB a second, but for a log that is followed</term><description>connection closed</description></item>
/// <item><term>connections: one for each 128 KiB of memory, at most 4096, and half of the descriptors</term><description>the one idle for
/// longest is closed, then the one that has followed a log for longest; without such the new one waits in the kernel's queue</description></item>
/// <item><term>connection without a request for 30 min</term><description>closed</description></item>
/// <item><term>slow passwords that wait to be checked: 8 of an address or a user</term><description>503</description></item>
/// </list>
/// </summary>
/// <param name="memory">The ceiling of the heap in bytes.</param>
/// <param name="descriptors">How many descriptors may be open.</param>
internal sealed class RequestLimits(long memory, ulong descriptors)
{
    public const int LongestLine = 16 * 1024;
    public const int MostHeaders = 100;
    public const int LargestHeaders = 32 * 1024;

    /// <summary>What the server reads ahead of a connection, and what it keeps for one that does not read.</summary>
    public const int ConnectionBuffer = 32 * 1024;

    /// <summary>Bytes a second, either way, once the grace period is over.</summary>
    public const double SlowestRate = 1024;

    private const long LargestOfBodies = 16 << 20;
    private const long LargestOfAnswers = 64 << 20;
    private const long MostOfElements = 500_000;
    private const long MemoryOfElement = 512;
    private const long MemoryOfConnection = 128 << 10;
    private const ulong MostOfConnections = 4096;

    /// <summary>For the runtime, which keeps its libraries open, and for logs that are opened to be read once.</summary>
    private const ulong OtherDescriptors = 256;

    public static readonly TimeSpan RateGracePeriod = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan LongestHeaderTime = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan LongestBodyPause = TimeSpan.FromSeconds(10);

    /// <summary>As Supervisor: a client that was left open at a prompt does not expect its connection to end.</summary>
    public static readonly TimeSpan LongestIdleTime = TimeSpan.FromMinutes(30);

    /// <summary>A call of several megabytes is ordinary: what a program is sent, or some thousand calls in one.</summary>
    public long LargestBody { get; } = Math.Min(memory / 16, LargestOfBodies);

    /// <summary>Of large bodies at one time, while they are read: one of the largest, which is there twice while it grows, and some more.</summary>
    public long BodyMemory { get; } = memory / 64 * 9;

    public int MostElements { get; } = (int)Math.Min(memory / MemoryOfElement, MostOfElements);

    /// <summary>A log of the usual largest size fits in where there is the usual memory.</summary>
    public long LargestAnswer { get; } = Math.Min(memory / 4, LargestOfAnswers);

    /// <summary>Of large answers at one time: one of the largest, and some more.</summary>
    public long AnswerMemory { get; } = memory / 16 * 5;

    /// <summary>A reader of a log takes two descriptors.</summary>
    public int MostConnections { get; } =
        (int)
            Math.Min(
                Math.Min((ulong)(memory / MemoryOfConnection), MostOfConnections),
                (Math.Max(descriptors, OtherDescriptors + 2) - OtherDescriptors) / 2
            );

    /// <summary>By the limits that the master has set for this process.</summary>
    public static RequestLimits OfThisProcess() =>
        new(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, ThisProcess.LimitOf(ResourceKind.OpenFiles).Soft);
}
