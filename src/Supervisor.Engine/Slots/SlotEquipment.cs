using Supervisor.Configuration.Settings;
using Supervisor.Engine.Descendants;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Keeping;
using Supervisor.Engine.Kernel;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Sockets;
using Supervisor.Engine.Spawning;
using Supervisor.Posix;

namespace Supervisor.Engine.Slots;

/// <summary>Gives slots their pipes, logs and spawn requests, and takes them back.</summary>
public sealed class SlotEquipment(
    IKernel kernel,
    ILoopDescriptors descriptors,
    ILogPump logs,
    ChildSpecificationFactory specifications,
    ProgramSockets sockets,
    ISlotJournal journal,
    IKeeper keeper,
    KeptChildren keptChildren,
    IDaemonLog log
)
{
    /// <summary>Null where programs get no control groups.</summary>
    public ProgramControlGroups? ControlGroups { get; init; }

    /// <summary>Equips a new slot.</summary>
    public void Equip(ProcessSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        var settings = slot.Settings;
        slot.StdoutFile = FileFor(settings, LogStream.Stdout, settings.Stdout.File);
        slot.StderrFile = settings.RedirectStderr ? null : FileFor(settings, LogStream.Stderr, settings.Stderr.File);
        Complete(slot, new SlotInheritance(null, null, null));
        if (slot.JournalIndex is { } index)
        {
            journal.Resume(slot, index);
            journal.Note(slot);
        }
        else
        {
            journal.Assign(slot);
        }
        Keep(slot);
    }

    /// <summary>Equips a slot that was there before a new start of the daemon, with the pipes and logs that its program has.</summary>
    public void Equip(ProcessSlot slot, SlotRecord record, SlotInheritance inheritance)
    {
        ArgumentNullException.ThrowIfNull(slot);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(inheritance);
        var settings = slot.Settings;
        slot.StdoutFile = FileOf(settings, LogStream.Stdout, settings.Stdout.File, record.StdoutRandom);
        slot.StderrFile = settings.RedirectStderr ? null : FileOf(settings, LogStream.Stderr, settings.Stderr.File, record.StderrRandom);
        Complete(slot, inheritance);
        journal.Resume(slot, record.Index);
        Keep(slot);
    }

    private void Complete(ProcessSlot slot, SlotInheritance inheritance)
    {
        var settings = slot.Settings;
        slot.Pipes = TryOpenPipes(slot, inheritance);
        sockets.Assign(slot);
        var pipes = slot.Pipes?.ForChild ?? default;
        slot.Request = new SpawnRequest
        {
            Owner = slot,
            Name = settings.Name,
            Specification = specifications.For(settings),
            SearchPath = specifications.SearchPathFor(settings),
            CommandMistake = settings.Command.Mistake,
            CommandText = settings.Command.Text,
            ControlGroup = ControlGroups?.Of(settings),
            // A FastCGI program has its socket there: nobody reads the pipe.
            Descriptors = settings.FastCgiSocket is null ? pipes : pipes with { StdinWriter = null },
        };
    }

    /// <summary>Only where the streams go has changed: the pipes stay, and with them a running child.</summary>
    public void Redirect(ProcessSlot slot, ProcessSettings settings)
    {
        ArgumentNullException.ThrowIfNull(slot);
        ArgumentNullException.ThrowIfNull(settings);
        var old = slot.Settings;
        slot.TakeOver(settings);
        if (slot.Pipes?.Stdout is { } stdout)
        {
            if (settings.Stdout.File != old.Stdout.File)
                slot.StdoutFile = FileFor(settings, LogStream.Stdout, settings.Stdout.File);
            logs.Reconfigure(stdout, ChannelOf(settings, LogStream.Stdout, slot.StdoutFile));
        }
        if (slot.Pipes?.Stderr is { } stderr)
        {
            if (settings.Stderr.File != old.Stderr.File)
                slot.StderrFile = FileFor(settings, LogStream.Stderr, settings.Stderr.File);
            logs.Reconfigure(stderr, ChannelOf(settings, LogStream.Stderr, slot.StderrFile));
        }
        journal.Note(slot);
    }

    /// <summary>The slot is stopped and gets new settings: everything that a child is made with is made anew.</summary>
    public void Replace(ProcessSlot slot, ProcessSettings settings)
    {
        ArgumentNullException.ThrowIfNull(slot);
        ClosePipes(slot);
        slot.TakeOver(settings);
        Equip(slot);
    }

    /// <summary>The slot is removed: takes back everything.</summary>
    public void Release(ProcessSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        ClosePipes(slot);
        ControlGroups?.Release(slot.Settings);
        sockets.Release(slot);
        journal.Release(slot);
    }

    /// <summary>The pipes are to outlive this process. Without a record nobody could say whose they are.</summary>
    internal void Keep(ProcessSlot slot)
    {
        if (slot.JournalIndex is not { } index || slot.Pipes is not { } pipes)
            return;
        keeper.Hold(KeeperKeys.Stdin(index), pipes.Stdin.Descriptor);
        KeepWaiting(slot);
        if (pipes.Stdout is { } stdout)
            keeper.Hold(KeeperKeys.Stdout(index), stdout.ReadDescriptor);
        if (pipes.Stderr is { } stderr)
            keeper.Hold(KeeperKeys.Stderr(index), stderr.ReadDescriptor);
        keptChildren.Keep(slot);
    }

    private void KeepWaiting(ProcessSlot slot)
    {
        if (slot is { JournalIndex: { } index, Pipes.Stdin.Waiting: { } waiting })
            keeper.Hold(KeeperKeys.Waiting(index), waiting);
    }

    private void GiveUp(ProcessSlot slot)
    {
        if (slot.JournalIndex is not { } index)
            return;
        keeper.Drop(KeeperKeys.Stdin(index));
        keeper.Drop(KeeperKeys.Stdout(index));
        keeper.Drop(KeeperKeys.Stderr(index));
        keeper.Drop(KeeperKeys.Child(index));
        if (slot.Pipes?.Stdin.Waiting is not null)
            keeper.Drop(KeeperKeys.Waiting(index));
    }

    /// <summary>Closes the slot's ends; the log pump reads on as long as somebody can write.</summary>
    private void ClosePipes(ProcessSlot slot)
    {
        GiveUp(slot);
        if (slot.Pipes is not { } pipes)
            return;
        pipes.Stdin.Dispose();
        if (pipes.Stdout is { } stdout)
            logs.Close(stdout);
        if (pipes.Stderr is { } stderr)
            logs.Close(stderr);
        slot.Pipes = null;
    }

    /// <summary>Null when no descriptor is left: the program then runs on the null device, which is said, rather than not at all.</summary>
    private SlotPipes? TryOpenPipes(ProcessSlot slot, SlotInheritance inheritance)
    {
        var settings = slot.Settings;
        Descriptor? stdin = null;
        LogChannel? stdout = null;
        try
        {
            if (inheritance.Stdin is null)
                inheritance.Waiting?.Dispose();
            stdin = inheritance.Stdin ?? kernel.OpenStandardInput();
            stdout = Open(slot, LogStream.Stdout, slot.StdoutFile, inheritance.Stdout);
            var stderr = settings.RedirectStderr ? null : Open(slot, LogStream.Stderr, slot.StderrFile, inheritance.Stderr);
            var input = inheritance.Stdin is null
                ? new StandardInput(stdin, descriptors)
                : new StandardInput(stdin, descriptors, inheritance.Waiting);
            input.BeginsToWait = () =>
            {
                KeepWaiting(slot);
                keeper.Flush();
            };
            return new SlotPipes(input, stdout, stderr, settings.RedirectStderr);
        }
        catch (PosixException failure)
        {
            stdin?.Dispose();
            if (stdout is not null)
                logs.Close(stdout);
            log.Write(
                DaemonLogLevel.Error,
                $"{settings.DisplayName} runs with /dev/null instead of its logs: {failure.Message}; raise the daemon's limit of open files"
            );
            return null;
        }
    }

    /// <summary>Null where nobody reads it.</summary>
    private LogChannel? Open(ProcessSlot slot, LogStream stream, string? file, Descriptor? inherited)
    {
        var settings = ChannelOf(slot.Settings, stream, file);
        if (settings.Output.IsDiscarded && !settings.IsProtocol)
        {
            inherited?.Dispose();
            return null;
        }
        var channel = logs.Open(settings, inherited);
        channel.Owner = slot;
        return channel;
    }

    private static LogChannelSettings ChannelOf(ProcessSettings settings, LogStream stream, string? file) =>
        new(settings.DisplayName, stream, stream == LogStream.Stdout ? settings.Stdout : settings.Stderr, file)
        {
            IsProtocol = settings.Kind == ProgramKind.EventListener && stream == LogStream.Stdout,
        };

    /// <summary>The file that the program's output has gone to so far; a new one where its name was not noted.</summary>
    private string? FileOf(ProcessSettings settings, LogStream stream, LogFileTarget? target, string random) =>
        target is LogFileTarget.Automatic automatic && random.Length > 0
            ? AutomaticLogFiles.PathOf(automatic.Directory, settings.Name, stream, automatic.Identifier, random)
            : FileFor(settings, stream, target);

    /// <summary>A log that cannot be made never keeps a program from running.</summary>
    private string? FileFor(ProcessSettings settings, LogStream stream, LogFileTarget? target)
    {
        if (target is not LogFileTarget.Automatic automatic)
            return (target as LogFileTarget.Path)?.Value;
        try
        {
            return AutomaticLogFiles.Create(automatic.Directory, settings.Name, stream, automatic.Identifier);
        }
        catch (PosixException failure)
        {
            log.Write(DaemonLogLevel.Error, $"{settings.DisplayName} runs without an automatic log: {failure.Message}");
            return null;
        }
    }
}
