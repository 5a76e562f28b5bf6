namespace Supervisor.EndToEnd.Tests.Surroundings;

/// <summary>One thread of a process at one moment.</summary>
/// <param name="Sleeps">How often it has gone to sleep of its own (voluntary_ctxt_switches, proc(5)).</param>
internal sealed record ThreadView(int ThreadId, string Name, bool IsAsleep, long Sleeps);
