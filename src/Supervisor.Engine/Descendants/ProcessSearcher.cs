using Supervisor.Engine.Messaging;
using Supervisor.Posix;

namespace Supervisor.Engine.Descendants;

/// <summary>
/// Searches the process table on a thread of its own, which is there only as long as it searches: files of processes that hang in the
/// kernel can hang their reader.
/// </summary>
public sealed class ProcessSearcher(Action<SearchAnswer> answers) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly LinuxProcessDetails _details = new();
    private Thread? _last;

    /// <summary>Begins a search; the one before has been answered.</summary>
    public void Search(SearchQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        _last = WorkerThread.TryStart(() => answers(TryFind(question)), "process-search");
        if (_last is null)
            answers(new SearchAnswer([]));
    }

    /// <summary>Waits a moment for a search under way; one that hangs ends with the process.</summary>
    public void Dispose() => _last?.Join(Patience);

    /// <summary>Where /proc cannot be read nothing is found: whoever asked goes on without it.</summary>
    private SearchAnswer TryFind(SearchQuestion question)
    {
        try
        {
            return Answer(question, ProcessTable.Read(), _details);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new SearchAnswer([]);
        }
    }

    /// <summary>What the table and the details say to a question.</summary>
    internal static SearchAnswer Answer(SearchQuestion question, IReadOnlyList<ProcessStat> table, IProcessDetails details) =>
        new([
            .. MembershipJudge
                .Judge(table, question.Daemon, question.Programs, details)
                .Where(member => question.Wanted.Contains(member.Program.Owner))
                .OrderBy(member => member.Source != MembershipSource.MainProcess)
                .ThenBy(member => member.Process.StartTime)
                .ThenBy(member => member.Process.ProcessId)
                .Select(member => new Descendant(
                    member.Program.Owner,
                    member.Process,
                    member.Source,
                    details.CommandOf(member.Process.ProcessId) ?? "ended meanwhile"
                )
                {
                    IsNamed = IsNamed(member, details),
                }),
        ]);

    private static bool IsNamed(in Membership member, IProcessDetails details) =>
        member.Program.Launch?.PidFile is { } file && details.ProcessNamedIn(file) == member.Process.ProcessId;
}
