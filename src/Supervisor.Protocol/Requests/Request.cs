using System.Collections.Immutable;
using Supervisor.Protocol.Framing;
using Supervisor.Protocol.Processes;

namespace Supervisor.Protocol.Requests;

/// <summary>What the gateway asks of the master. Each has one <see cref="Replies.Reply"/>.</summary>
public abstract record Request : IFrameContent
{
    private Request() { }

    public abstract void Write(FrameWriter writer);

    /// <summary>Answered by DaemonDescribed. Also answered while the daemon ends.</summary>
    public sealed record DescribeDaemon : Request
    {
        public override void Write(FrameWriter writer) { }
    }

    /// <summary>Answered by ProcessesListed, ordered by group and name.</summary>
    public sealed record ListProcesses(ProcessSelector Processes) : Request
    {
        public override void Write(FrameWriter writer) => Processes.Write(writer);
    }

    /// <summary>Answered by ConfigurationsListed, ordered by name.</summary>
    public sealed record ListConfigurations : Request
    {
        public override void Write(FrameWriter writer) { }
    }

    /// <summary>
    /// Answered by ProcessesHandled: when the starts of all have succeeded or failed, or without waiting once all have been spawned. A start
    /// has succeeded when the process is RUNNING; that of one that runs once when it has done so.
    /// </summary>
    public sealed record Start(ProcessSelector Processes, bool Waits) : Request
    {
        public override void Write(FrameWriter writer)
        {
            Processes.Write(writer);
            writer.Write(Waits);
        }
    }

    /// <summary>Answered by ProcessesHandled, in the order of their ends.</summary>
    public sealed record Stop(ProcessSelector Processes, bool Waits) : Request
    {
        public override void Write(FrameWriter writer)
        {
            Processes.Write(writer);
            writer.Write(Waits);
        }
    }

    /// <summary>Stops what runs and starts it, each process on its own; what does not run is started. Answered by ProcessesHandled.</summary>
    public sealed record Restart(ProcessSelector Processes, bool Waits) : Request
    {
        public override void Write(FrameWriter writer)
        {
            Processes.Write(writer);
            writer.Write(Waits);
        }
    }

    /// <summary>Answered by ProcessesHandled.</summary>
    /// <param name="SignalText">As the caller wrote it: a number or a name with or without SIG.</param>
    public sealed record Signal(ProcessSelector Processes, string SignalText) : Request
    {
        public override void Write(FrameWriter writer)
        {
            Processes.Write(writer);
            writer.Write(SignalText);
        }
    }

    /// <summary>Answered by ProcessesListed with the one process, once it is in one of the states, or refused with TimedOut.</summary>
    /// <param name="States">None: until a start of it has succeeded, which is RUNNING, or the end of the work of one that runs once.</param>
    public sealed record WaitForState(ProcessSelector Process, ImmutableArray<int> States, long? TimeoutMilliseconds) : Request
    {
        public override void Write(FrameWriter writer)
        {
            Process.Write(writer);
            writer.Write(States);
            writer.WriteOptional(TimeoutMilliseconds);
        }
    }

    /// <summary>
    /// They do not start by themselves any more, over reloads, restarts and reboots. Nothing is stopped. Answered by ProcessesHandled once
    /// it is on the disk, or refused with Failed when it cannot be kept.
    /// </summary>
    public sealed record Disable(ProcessSelector Processes) : Request
    {
        public override void Write(FrameWriter writer) => Processes.Write(writer);
    }

    /// <summary>They start by themselves again where they are configured to. Nothing is started. Answered as Disable.</summary>
    public sealed record Enable(ProcessSelector Processes) : Request
    {
        public override void Write(FrameWriter writer) => Processes.Write(writer);
    }

    /// <summary>Reads the files anew without changing anything that runs (reloadConfig). Answered by GroupsCompared.</summary>
    public sealed record ReadConfiguration : Request
    {
        public override void Write(FrameWriter writer) { }
    }

    /// <summary>Makes a group of the configuration that was read last active. Answered by Done.</summary>
    public sealed record AddGroup(string Group) : Request
    {
        public override void Write(FrameWriter writer) => writer.Write(Group);
    }

    /// <summary>Removes a group whose processes have all stopped. Answered by Done.</summary>
    public sealed record RemoveGroup(string Group) : Request
    {
        public override void Write(FrameWriter writer) => writer.Write(Group);
    }

    /// <summary>
    /// What a reload would do, or with <paramref name="Applies"/> doing it, as SIGHUP does; from the files as they are now. Answered by
    /// ChangesPlanned.
    /// </summary>
    /// <param name="Groups">Only these groups; empty is all.</param>
    public sealed record Reload(bool Applies, ImmutableArray<string> Groups) : Request
    {
        public override void Write(FrameWriter writer)
        {
            writer.Write(Applies);
            writer.Write(Groups);
        }
    }

    /// <summary>Answered by LogOpened with a descriptor to read the process' log file by.</summary>
    public sealed record OpenLog(ProcessName Process, LogStream Stream) : Request
    {
        public override void Write(FrameWriter writer)
        {
            Process.Write(writer);
            writer.Write((int)Stream);
        }
    }

    /// <summary>Answered by LogOpened with a descriptor to read the daemon's own log file by.</summary>
    public sealed record OpenDaemonLog : Request
    {
        public override void Write(FrameWriter writer) { }
    }

    /// <summary>Answered by ProcessesHandled.</summary>
    public sealed record ClearLogs(ProcessSelector Processes) : Request
    {
        public override void Write(FrameWriter writer) => Processes.Write(writer);
    }

    /// <summary>Answered by Done.</summary>
    public sealed record ClearDaemonLog : Request
    {
        public override void Write(FrameWriter writer) { }
    }

    /// <summary>Answered by Done once the bytes are buffered.</summary>
    public sealed record WriteStandardInput(ProcessName Process, ReadOnlyMemory<byte> Bytes) : Request
    {
        public override void Write(FrameWriter writer)
        {
            ArgumentNullException.ThrowIfNull(writer);
            Process.Write(writer);
            writer.Write(Bytes.Span);
        }
    }

    /// <summary>A REMOTE_COMMUNICATION event. Answered by Done, also while the daemon ends.</summary>
    public sealed record SendRemoteEvent(string Type, string Data) : Request
    {
        public override void Write(FrameWriter writer)
        {
            ArgumentNullException.ThrowIfNull(writer);
            writer.Write(Type);
            writer.Write(Data);
        }
    }

    /// <summary>Answered by Done before anything is stopped.</summary>
    public sealed record ShutDown : Request
    {
        public override void Write(FrameWriter writer) { }
    }

    /// <summary>Stops everything and begins anew with the files as they then are. Answered by Done before anything is stopped.</summary>
    public sealed record RestartDaemon : Request
    {
        public override void Write(FrameWriter writer) { }
    }

    /// <summary>
    /// Goes over to another executable while every program runs on. Answered by Done once that has been tried and before it is executed,
    /// or refused with Failed and why it is not.
    /// </summary>
    /// <param name="Binary">Its path; "" for the one that the daemon was started from.</param>
    public sealed record Upgrade(string Binary) : Request
    {
        public override void Write(FrameWriter writer)
        {
            ArgumentNullException.ThrowIfNull(writer);
            writer.Write(Binary);
        }
    }

    /// <summary>Looks for all processes that belong to programs. Answered by TreesListed, ordered by group and name.</summary>
    public sealed record ListTrees(ProcessSelector Processes) : Request
    {
        public override void Write(FrameWriter writer) => Processes.Write(writer);
    }
}
