using Supervisor.Engine.Kernel;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Recovery;

/// <summary>Somebody else's child, as it is told to be.</summary>
internal sealed class ScriptedProcess : IForeignProcess
{
    public int? Descriptor { get; init; }

    public ChildExit? Exit { get; set; }

    public bool IsGone { get; set; }

    public bool IsDisposed { get; private set; }

    public List<string> Signals { get; } = [];

    public int Signal(SignalNumber signal, bool toGroup)
    {
        Signals.Add($"{signal.Name}{(toGroup ? " to its group" : "")}");
        return 0;
    }

    public void Dispose() => IsDisposed = true;
}
