using Supervisor.Configuration.Loading;
using Supervisor.Engine.Choices;
using Supervisor.Engine.Control;
using Supervisor.Engine.Descendants;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Spawning;

namespace Supervisor.Engine.Loop;

/// <summary>What other threads tell the loop. Just one of the parts is set; a value, so that telling allocates nothing.</summary>
public readonly record struct LoopMessage
{
    public SpawnAnswer? Spawn { get; private init; }

    public LogPumpNotice? Log { get; private init; }

    /// <summary>Everything that is told seldom.</summary>
    public object? Other { get; private init; }

    public static LoopMessage Of(in SpawnAnswer answer) => new() { Spawn = answer };

    public static LoopMessage Of(in LogPumpNotice notice) => new() { Log = notice };

    public static LoopMessage Of(LoadResult result) => new() { Other = result };

    public static LoopMessage Of(CommandCheck check) => new() { Other = check };

    public static LoopMessage Of(SearchAnswer answer) => new() { Other = answer };

    public static LoopMessage Of(LogFileResult result) => new() { Other = result };

    public static LoopMessage Of(ChoicesSaved result) => new() { Other = result };
}
