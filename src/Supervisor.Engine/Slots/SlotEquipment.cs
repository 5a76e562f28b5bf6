using Supervisor.Configuration.Settings;
using Supervisor.Engine.Descendants;
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
        slot.Pipes = TryOpenPipes(slot);
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
    }

    /// <summary>Closes the slot's ends; the log pump reads on as long as somebody can write.</summary>
    private void ClosePipes(ProcessSlot slot)
    {
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
    private SlotPipes? TryOpenPipes(ProcessSlot slot)
    {
        var settings = slot.Settings;
        Descriptor? stdin = null;
        LogChannel? stdout = null;
        try
        {
            stdin = kernel.OpenStandardInput();
            stdout = Open(slot, LogStream.Stdout, slot.StdoutFile);
            var stderr = settings.RedirectStderr ? null : Open(slot, LogStream.Stderr, slot.StderrFile);
            return new SlotPipes(new StandardInput(stdin, descriptors), stdout, stderr, settings.RedirectStderr);
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
    private LogChannel? Open(ProcessSlot slot, LogStream stream, string? file)
    {
        var settings = ChannelOf(slot.Settings, stream, file);
        if (settings.Output.IsDiscarded && !settings.IsProtocol)
            return null;
        var channel = logs.Open(settings);
        channel.Owner = slot;
        return channel;
    }

    private static LogChannelSettings ChannelOf(ProcessSettings settings, LogStream stream, string? file) =>
        new(settings.DisplayName, stream, stream == LogStream.Stdout ? settings.Stdout : settings.Stderr, file)
        {
            IsProtocol = settings.Kind == ProgramKind.EventListener && stream == LogStream.Stdout,
        };

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
