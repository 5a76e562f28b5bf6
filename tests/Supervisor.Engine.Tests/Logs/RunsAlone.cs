namespace Supervisor.Engine.Tests.Logs;

/// <summary>Tests that measure the whole process: no others run beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAlone
{
    public const string Name = "runs alone";
}
