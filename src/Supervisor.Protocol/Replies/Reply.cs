using System.Collections.Immutable;
using Supervisor.Protocol.Framing;
using Supervisor.Protocol.Processes;

namespace Supervisor.Protocol.Replies;

/// <summary>The master's answer to a <see cref="Requests.Request"/>.</summary>
public abstract record Reply : IFrameContent
{
    private Reply() { }

    public abstract void Write(FrameWriter writer);

    /// <summary>It was done and there is nothing to tell.</summary>
    public sealed record Done : Reply
    {
        public static readonly Done Instance = new();

        public override void Write(FrameWriter writer) { }
    }

    /// <summary>The request as a whole could not be carried out.</summary>
    /// <param name="Detail">What follows the fault's name in its text; "" when nothing does.</param>
    public sealed record Refused(ControlResult Result, string Detail) : Reply
    {
        public override void Write(FrameWriter writer)
        {
            ArgumentNullException.ThrowIfNull(writer);
            writer.Write((int)Result);
            writer.Write(Detail);
        }
    }

    public sealed record DaemonDescribed(string Identifier, string Version, int ProcessId, SupervisorState State) : Reply
    {
        /// <summary>The process that supervises: that of the daemon itself, or a child of it.</summary>
        public int MasterId { get; init; }

        /// <summary>How often the daemon has gone over to another executable since its start.</summary>
        public int Upgrades { get; init; }

        public override void Write(FrameWriter writer)
        {
            ArgumentNullException.ThrowIfNull(writer);
            writer.Write(Identifier);
            writer.Write(Version);
            writer.Write(ProcessId);
            writer.Write((int)State);
            writer.Write(MasterId);
            writer.Write(Upgrades);
        }
    }

    /// <param name="Now">The master's wall time, in milliseconds since 1970.</param>
    public sealed record ProcessesListed(long Now, ImmutableArray<ProcessSnapshot> Processes) : Reply
    {
        public override void Write(FrameWriter writer)
        {
            ArgumentNullException.ThrowIfNull(writer);
            writer.Write(Now);
            writer.Write(Processes);
        }
    }

    public sealed record ConfigurationsListed(ImmutableArray<ProcessConfiguration> Processes) : Reply
    {
        public override void Write(FrameWriter writer)
        {
            ArgumentNullException.ThrowIfNull(writer);
            writer.Write(Processes);
        }
    }

    public sealed record ProcessesHandled(ImmutableArray<ProcessOutcome> Outcomes) : Reply
    {
        public override void Write(FrameWriter writer)
        {
            ArgumentNullException.ThrowIfNull(writer);
            writer.Write(Outcomes);
        }
    }

    /// <summary>Names of groups, each list in starting order.</summary>
    public sealed record GroupsCompared(ImmutableArray<string> Added, ImmutableArray<string> Changed, ImmutableArray<string> Removed)
        : Reply
    {
        public override void Write(FrameWriter writer)
        {
            ArgumentNullException.ThrowIfNull(writer);
            writer.Write(Added);
            writer.Write(Changed);
            writer.Write(Removed);
        }
    }

    /// <param name="DaemonLines">One sentence for each changed key of the daemon itself.</param>
    public sealed record ChangesPlanned(ImmutableArray<PlannedChange> Changes, ImmutableArray<string> DaemonLines) : Reply
    {
        public override void Write(FrameWriter writer)
        {
            ArgumentNullException.ThrowIfNull(writer);
            writer.Write(Changes);
            writer.Write(DaemonLines);
        }
    }

    /// <summary>Comes with one descriptor, open for reading.</summary>
    public sealed record LogOpened(string Path) : Reply
    {
        public override void Write(FrameWriter writer)
        {
            ArgumentNullException.ThrowIfNull(writer);
            writer.Write(Path);
        }
    }

    public sealed record TreesListed(ImmutableArray<ProcessTree> Trees) : Reply
    {
        public override void Write(FrameWriter writer)
        {
            ArgumentNullException.ThrowIfNull(writer);
            writer.Write(Trees);
        }
    }
}
