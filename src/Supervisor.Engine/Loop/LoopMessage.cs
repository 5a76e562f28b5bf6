using Supervisor.Configuration.Loading;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Spawning;

namespace Supervisor.Engine.Loop;

/// <summary>What other threads tell the loop. Just one of the parts is set; a value, so that telling allocates nothing.</summary>
public readonly record struct LoopMessage(SpawnAnswer? Spawn, LogPumpNotice? Log, LoadResult? Configuration);
