using Supervisor.Engine.Loop;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Spawning;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Tests.Control;

/// <summary>Spawners that answer when they are told to, and fail as the test says.</summary>
internal sealed class ScriptedSpawners(ScriptedKernel kernel, MonotonicClock clock) : ISpawners
{
    private readonly Queue<SpawnRequest> _spawns = new();
    private readonly Queue<(SpawnRequest Request, object Ticket)> _checks = new();

    /// <summary>Look-ups are not answered.</summary>
    public bool HoldsChecks { get; set; }

    /// <summary>Spawns are not answered.</summary>
    public bool HoldsSpawns { get; set; }

    /// <summary>Names of those whose spawns alone are not answered.</summary>
    public HashSet<string> Hanging { get; } = new(StringComparer.Ordinal);

    /// <summary>Told of each child that gets descriptors passed on, while they are open.</summary>
    public Action<SpawnRequest>? PassedOn { get; set; }

    /// <summary>Names of programs whose command is not there.</summary>
    public HashSet<string> Missing { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of programs whose command cannot be executed.</summary>
    public HashSet<string> NotExecutable { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of programs whose spawn fails although the command is there.</summary>
    public HashSet<string> Failing { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of what was spawned, in order.</summary>
    public List<string> Spawned { get; } = [];

    /// <summary>The last request of each program.</summary>
    public Dictionary<string, SpawnRequest> Requests { get; } = new(StringComparer.Ordinal);

    public int Threads { get; private set; } = 1;

    public int Waiting => _spawns.Count + _checks.Count;

    public long Taken { get; private set; }

    public void Submit(SpawnRequest request)
    {
        request.Published.Clear();
        _spawns.Enqueue(request);
    }

    public void Check(SpawnRequest request, object ticket) => _checks.Enqueue((request, ticket));

    public void AddThread() => Threads++;

    /// <summary>The next answer, or null when there is none.</summary>
    public LoopMessage? Answer()
    {
        if (!HoldsChecks && _checks.TryDequeue(out var check))
        {
            Taken++;
            return LoopMessage.Of(Answer(check.Request, check.Ticket));
        }
        for (var left = HoldsSpawns ? 0 : _spawns.Count; left > 0; left--)
        {
            var request = _spawns.Dequeue();
            if (Hanging.Contains(request.Name))
            {
                _spawns.Enqueue(request);
                continue;
            }
            Taken++;
            return LoopMessage.Of(Answer(request));
        }
        return null;
    }

    private CommandCheck Answer(SpawnRequest request, object ticket)
    {
        var isMissing = Missing.Contains(request.Name);
        return new CommandCheck(
            ticket,
            isMissing ? $"can't find command '{request.CommandText}'"
                : NotExecutable.Contains(request.Name) ? $"command at '{request.CommandText}' is not executable"
                : null,
            isMissing
        );
    }

    private SpawnAnswer Answer(SpawnRequest request)
    {
        var name = (request.Owner as ProcessSlot)?.Settings.Name ?? request.Name;
        Spawned.Add(name);
        Requests[name] = request;
        if (request.Impediment is { } impediment)
            return new SpawnAnswer(request, 0, impediment, clock.Now);
        if (Failing.Contains(name) || Missing.Contains(name))
            return new SpawnAnswer(request, 0, $"unknown error during fork for '{name}': ENOMEM", clock.Now);
        var processId = kernel.Start(name);
        request.Published.Publish(processId);
        if (!request.Passed.IsEmpty)
            PassedOn?.Invoke(request);
        return new SpawnAnswer(request, processId, null, clock.Now);
    }
}
