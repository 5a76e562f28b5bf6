using Supervisor.Engine.Kernel;
using Supervisor.Posix;

namespace Supervisor.Engine.Descendants;

/// <summary>The real processes.</summary>
public sealed class LinuxProcesses(ProcessSearcher searcher) : IProcesses
{
    public ulong Now => BootClock.Ticks;

    public ProcessStat? Find(int processId) => ProcessStat.TryRead(processId, out var stat) ? stat : null;

    public bool TryReadChildren(int processId, ICollection<int> children) => ProcessTable.TryReadChildren(processId, children);

    public void Search(SearchQuestion question) => searcher.Search(question);
}
