using System.Diagnostics.CodeAnalysis;
using Supervisor.Engine.Kernel;
using Supervisor.Posix;

namespace Supervisor.Engine.Descendants;

/// <summary>The real processes.</summary>
public sealed class LinuxProcesses(ProcessSearcher searcher) : IProcesses
{
    public ulong Now => BootClock.Ticks;

    public ProcessStat? Find(int processId) => ProcessStat.TryRead(processId, out var stat) ? stat : null;

    public bool TryReadChildren(int processId, ICollection<int> children) => ProcessTable.TryReadChildren(processId, children);

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller owns it.")]
    public int Hold(ProcessIdentity identity, out IHeldProcess? held)
    {
        var errno = ProcessHandle.Open(identity, out var handle);
        held = handle is null ? null : new HeldProcess(handle);
        return errno;
    }

    public void SignalChild(ProcessIdentity identity, SignalNumber signal)
    {
        if (Find(identity.ProcessId) is { } stat && stat.Identity == identity && stat.ParentId == ThisProcess.Id)
            ProcessSignals.Send(identity.ProcessId, signal);
    }

    public void Search(SearchQuestion question) => searcher.Search(question);

    private sealed class HeldProcess(ProcessHandle handle) : IHeldProcess
    {
        public int Number => handle.Number;

        public int Send(SignalNumber signal) => handle.Send(signal);

        public void Dispose() => handle.Dispose();
    }
}
