using System.Collections.Immutable;
using Supervisor.Configuration.Settings;
using Supervisor.Posix;

namespace Supervisor.Engine.Spawning;

/// <summary>Makes of settings what a spawner needs.</summary>
/// <param name="environment">What programs inherit.</param>
/// <param name="ignored">Signals that stay ignored in programs, because the daemon was started so (nohup).</param>
/// <param name="descriptorLimit">The limit of open files that programs get unless their rlimits say otherwise.</param>
/// <param name="outOfMemoryScore">The oom_score_adj that programs get unless theirs says otherwise; null: they inherit the right one.</param>
public sealed class ChildSpecificationFactory(
    ChildEnvironment environment,
    SignalSet ignored,
    ResourceLimit descriptorLimit,
    int? outOfMemoryScore = null
)
{
    /// <summary>What programs find in <see cref="Descendants.InstanceMark.VariableName"/>; null leaves the variable out.</summary>
    public string? InstanceMark { get; init; }

    public ChildSpecification For(ProcessSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new ChildSpecification
        {
            Arguments = settings.Command.Arguments,
            Environment = environment.For(settings, InstanceMark),
            ProcessIdVariable = settings.Sockets.IsEmpty ? null : ChildEnvironment.SocketsOwnerName,
            Directory = settings.Directory,
            User = settings.User,
            Umask = settings.Umask,
            Nice = settings.Nice,
            OutOfMemoryScore = settings.OutOfMemoryScore ?? outOfMemoryScore,
            ResourceLimits = LimitsOf(settings),
            Placement = SessionPlacement.NewProcessGroup,
            IgnoredSignals = ignored,
            ClosesDescriptors = true,
        };
    }

    public ImmutableArray<string> SearchPathFor(ProcessSettings settings) => environment.SearchPathFor(settings);

    /// <summary>The runtime raises the daemon's own soft limit of open files to the hard one; programs are not to inherit that.</summary>
    private ImmutableArray<ResourceLimit> LimitsOf(ProcessSettings settings) =>
        settings.ResourceLimits.Any(limit => limit.Kind == ResourceKind.OpenFiles)
            ? settings.ResourceLimits
            : settings.ResourceLimits.Add(descriptorLimit);
}
