using Supervisor.Configuration.Settings;
using Supervisor.Engine.Spawning;
using Supervisor.Engine.Time;
using Supervisor.Posix;
using Supervisor.Protocol.Framing;

namespace Supervisor.Engine.Gateway;

/// <summary>One gateway, from its start to its end.</summary>
/// <param name="passed">Its end of the private socket, open until it has it; null where another master has made it.</param>
internal sealed class GatewayRun(Descriptor? passed, MonotonicTime startedAt) : IDisposable
{
    private SpawnRequest? _request;

    public MonotonicTime StartedAt { get; } = startedAt;

    public GatewayConnection Connection { get; set; } = null!;

    /// <summary>The <see cref="ProtocolVersion"/> that it speaks.</summary>
    public int Version { get; init; } = ProtocolVersion.Current;

    /// <summary>Which process it is, where another master has made it: it may be no child of this one.</summary>
    public ProcessIdentity? Identity { get; init; }

    /// <summary>The log says that it goes on, and is to say its end.</summary>
    public bool IsTold { get; set; }

    /// <summary>Null until the spawn is answered.</summary>
    public int? ProcessId { get; set; }

    /// <summary>It ended before its spawn was answered.</summary>
    public ChildExit? EarlyExit { get; set; }

    /// <summary>To be killed as soon as that is possible.</summary>
    public bool IsUnwanted { get; set; }

    public SpawnRequest RequestFor(GatewayCommand command, GatewaySettings settings, int errors) =>
        _request = new SpawnRequest
        {
            Owner = this,
            Name = "gateway",
            Specification = command.SpecificationFor(settings),
            SearchPath = [],
            CommandMistake = null,
            CommandText = command.Path,
            Descriptors = new SlotDescriptors(null, null, errors),
            Passed = [passed!.Number],
        };

    /// <summary>Also before its spawn is answered; 0 while it has none.</summary>
    public int KnownProcessId => ProcessId ?? _request?.Published.Value ?? 0;

    public bool IsProcess(int processId) =>
        ProcessId is { } known ? known == processId : EarlyExit is null && _request?.Published.Value == processId;

    /// <summary>The child has what was passed on.</summary>
    public void Spawned() => passed?.Dispose();

    public void Dispose()
    {
        passed?.Dispose();
        Connection.Dispose();
    }
}
