using System.Collections.Immutable;

namespace Supervisor.Posix;

/// <summary>All that a child needs to know before it becomes its program, except its descriptors, which differ from run to run.</summary>
public sealed record ChildSpecification
{
    /// <summary>argv; the first word is the name the program is told, not necessarily its file.</summary>
    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>"KEY=value" in bytes, without the final NUL, so that values that are no UTF-8 pass through.</summary>
    public required ImmutableArray<byte[]> Environment { get; init; }

    /// <summary>
    /// The name of a variable that the child adds to its environment with its own pid as the value, such as LISTEN_PID of sd_listen_fds(3);
    /// null adds none. The environment must not have it already.
    /// </summary>
    public string? ProcessIdVariable { get; init; }

    /// <summary>Null: the parent's working directory.</summary>
    public string? Directory { get; init; }

    /// <summary>Null, or the parent's own uid: nothing is switched.</summary>
    public UserAccount? User { get; init; }

    /// <summary>Null: the parent's.</summary>
    public uint? Umask { get; init; }
    public ImmutableArray<ResourceLimit> ResourceLimits { get; init; } = [];

    /// <summary>Null: the parent's.</summary>
    public int? Nice { get; init; }

    /// <summary>Its oom_score_adj (<see cref="OutOfMemoryStanding"/>); null: the parent's, which costs no call.</summary>
    public int? OutOfMemoryScore { get; init; }
    public SessionPlacement Placement { get; init; } = SessionPlacement.NewProcessGroup;

    /// <summary>
    /// Descriptors that the program is not to get are closed before anything can hang, and not by exec alone: a file system whose server is
    /// gone could make the child keep locks and connections of its parent, whatever becomes of that.
    /// </summary>
    public bool ClosesDescriptors { get; init; }

    /// <summary>The program has no capabilities and can never get any (capabilities(7), PR_SET_NO_NEW_PRIVS).</summary>
    public bool IsConfined { get; init; }

    /// <summary>Signals that the program finds blocked; usually none.</summary>
    public SignalSet BlockedSignals { get; init; } = SignalSet.Empty;

    /// <summary>Signals that the program finds ignored; all others have their default action.</summary>
    public SignalSet IgnoredSignals { get; init; } = SignalSet.Empty;
}
