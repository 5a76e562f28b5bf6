using System.Collections.Immutable;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Expansion;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Table;
using Supervisor.Configuration.Values;
using Supervisor.Posix;
using Supervisor.Toml;

namespace Supervisor.Configuration.Loading;

/// <summary>Makes the processes of one program's table, as they are in one group.</summary>
/// <param name="serverUrl">What serverurl = AUTO stands for.</param>
internal sealed class ProgramReader(LoadContext load, SourceTable table, DaemonSettings daemon, string? serverUrl)
{
    private readonly TableReader _reader = new(load, table);

    /// <summary>The processes, by (priority, name); what cannot be read has defaults and has been reported.</summary>
    public ImmutableArray<ProcessSettings> Read(string groupName)
    {
        _reader.RefuseUnknownKeys();
        var scope = ScopeIn(groupName);
        var count = _reader.Read(ProgramKeys.ProcessCount, scope);
        var first = _reader.Read(ProgramKeys.FirstNumber, scope);
        var shared = ReadShared(groupName, scope);
        // Processes that are all called alike would only bring more errors.
        if (count > 1 && !DistinguishesProcesses())
            count = 1;
        // With numprocs = 0 the keys of a process are checked all the same.
        var processes = ImmutableArray.CreateBuilder<ProcessSettings>(Math.Max(1, count));
        for (var i = 0; i < Math.Max(1, count); i++)
        {
            var number = first + i;
            var process = ReadProcess(shared with { Number = number }, scope with { ProcessNumber = number, ProcessCount = count });
            processes.Add(i == 0 ? process : SharingWith(processes[i - 1], process));
        }
        if (count == 0)
            return [];
        processes.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return processes.ToImmutable();
    }

    /// <summary>The priority of the group that the program is of itself. Listeners start before the programs and stop after them.</summary>
    public int ReadGroupPriority()
    {
        const int listenerPriority = -1;
        return table.Definition.Kind == TableKind.EventListener && !_reader.Has(ProgramKeys.Priority)
            ? listenerPriority
            : _reader.Read(ProgramKeys.Priority, ScopeIn(table.Name!));
    }

    public EventListenerSettings? ReadEventListener()
    {
        if (table.Definition.Kind != TableKind.EventListener)
            return null;
        var scope = ScopeIn(table.Name!);
        var written = _reader.Require(ListenerKeys.Events, scope, $"[{table.Title}] section requires an \"events\" line");
        if (written.IsDefaultOrEmpty && _reader.Has(ListenerKeys.Events) && table.Find("events")?.Value is TomlArray { Count: 0 })
            _reader.ReportAt(ListenerKeys.Events, $"[{table.Title}] section requires an \"events\" line");
        var events = ImmutableArray.CreateBuilder<string>();
        foreach (var name in written.IsDefault ? [] : written)
        {
            var known = name.Text.ToUpperInvariant();
            if (EventNames.All.Contains(known))
                events.Add(known);
            else
                load.Diagnostics.Error(
                    table.File,
                    name.Span,
                    $"Unknown event type {name.Text} in [{table.Title}] events{Spelling.Suggestion(known, EventNames.All, "known types")}"
                );
        }
        var handler = _reader.Read(ListenerKeys.ResultHandler, scope);
        if (handler != ListenerKeys.StockResultHandler)
            _reader.WarnAt(
                ListenerKeys.ResultHandler,
                $"result_handler in [{table.Title}] has no effect: Python handlers cannot be loaded"
            );
        return new EventListenerSettings(
            [.. events.Distinct(StringComparer.Ordinal)],
            _reader.Read(ListenerKeys.BufferSize, scope),
            handler
        );
    }

    private ExpansionScope ScopeIn(string groupName) => load.ScopeOf(table.File) with { ProgramName = table.Name, GroupName = groupName };

    /// <summary>The keys that are read once for all processes of a program. What differs between them is filled in later.</summary>
    private ProcessSettings ReadShared(string groupName, ExpansionScope scope)
    {
        var user = _reader.Read(ProgramKeys.User, scope);
        var ownUrl = _reader.Read(ProgramKeys.ServerUrl, scope);
        if (_reader.IsMissing(ProgramKeys.Command))
            _reader.ReportAtName($"program section {table.Title} does not specify a command");
        return new ProcessSettings
        {
            Name = table.Name!,
            GroupName = groupName,
            ProgramName = table.Name!,
            Kind = KindOf(table.Definition.Kind),
            Number = 0,
            Command = new CommandSettings("", [], ""),
            Priority = _reader.Read(ProgramKeys.Priority, scope),
            Autostart = _reader.Read(RetryKeys.Autostart, scope),
            Retry = load.Shared(RetryReader.Read(_reader, scope)),
            Stop = load.Shared(RetryReader.ReadStop(_reader, scope)),
            User = user,
            Directory = null,
            Umask = _reader.Read(ProgramKeys.Umask, scope),
            Nice = _reader.Read(ProgramKeys.Nice, scope),
            OutOfMemoryScore = _reader.Read(ProgramKeys.OutOfMemoryScore, scope),
            ResourceLimits = _reader.TryRead(ProgramKeys.ResourceLimits, scope, out var limits) ? limits : [],
            Environment = load.DaemonEnvironment,
            RedirectStderr = ReadRedirection(scope),
            Stdout = OutputSettings.None,
            Stderr = OutputSettings.None,
            ServerUrl = ownUrl ?? serverUrl,
            HasOwnServerUrl = ownUrl is not null,
            FastCgiSocket = table.Definition.Kind == TableKind.FastCgiProgram ? FastCgiReader.Read(load, _reader, scope, user) : null,
        };
    }

    private bool ReadRedirection(ExpansionScope scope)
    {
        var redirects = _reader.Read(ProgramKeys.RedirectStderr, scope);
        if (redirects && table.Definition.Kind == TableKind.EventListener)
        {
            _reader.ReportAt(
                ProgramKeys.RedirectStderr,
                $"[{table.Title}] section sets redirect_stderr=true but this is not allowed because it will interfere with the "
                    + "eventlistener protocol"
            );
        }
        return redirects;
    }

    private ProcessSettings ReadProcess(ProcessSettings shared, ExpansionScope scope)
    {
        var (environment, own) = new EnvironmentReader(load, _reader).Read(scope);
        var ownScope = scope.WithEnvironment(own);
        var stdout = OutputReader.Read(_reader, ProgramKeys.Stdout, ownScope, daemon);
        return shared with
        {
            Name = ReadProcessName(ownScope),
            Command = _reader.Read(ProgramKeys.Command, ownScope) ?? shared.Command,
            Directory = _reader.Read(ProgramKeys.Directory, ownScope),
            Environment = environment,
            Forking = ReadForking(shared, ownScope),
            Sockets = ReadSockets(ownScope, shared.User),
            // A listener speaks its protocol on stdout: nothing is captured from it, and syslog would get the chatter.
            Stdout = load.Shared(shared.Kind == ProgramKind.EventListener ? stdout with { CaptureMaxBytes = 0, Syslog = false } : stdout),
            Stderr = load.Shared(
                shared.RedirectStderr
                    ? OutputReader.ReadRedirected(_reader, ownScope)
                    : OutputReader.Read(_reader, ProgramKeys.Stderr, ownScope, daemon)
            ),
        };
    }

    private ForkingSettings? ReadForking(ProcessSettings shared, ExpansionScope scope)
    {
        var forking = new ForkingSettings(_reader.Read(ProgramKeys.PidFile, scope), _reader.Read(ProgramKeys.StartTimeout, scope));
        if (shared.Retry.Type == StartType.Forking)
            return forking;
        foreach (var key in (ReadOnlySpan<SettingKey>)[ProgramKeys.PidFile, ProgramKeys.StartTimeout])
        {
            if (_reader.Has(key))
                _reader.ReportAt(key, $"'{key.Name}' in [{table.Title}] is for programs of type \"forking\" alone");
        }
        return null;
    }

    private ImmutableArray<NamedSocketSettings> ReadSockets(ExpansionScope scope, UserAccount? user) =>
        _reader.TryRead(ProgramKeys.Sockets, scope, out var sockets)
            ? [.. sockets.Select(named => named with { Socket = named.Socket.OwnedBy(user) })]
            : [];

    private string ReadProcessName(ExpansionScope scope)
    {
        var name = _reader.Read(ProgramKeys.ProcessName, scope).Trim();
        if (!_reader.Has(ProgramKeys.ProcessName))
            return scope.ProgramName!;
        if (NamingRule.MistakeIn(name) is { } mistake)
            _reader.ReportAt(ProgramKeys.ProcessName, $"{mistake} in [{table.Title}] process_name");
        return name;
    }

    /// <summary>The name of several processes must hold their number.</summary>
    private bool DistinguishesProcesses()
    {
        var written = table.Find(ProgramKeys.ProcessName.Name)?.Value;
        if (written is TomlString text && text.Value.Contains("%(process_num)", StringComparison.Ordinal))
            return true;
        _reader.ReportAt(
            written is null ? ProgramKeys.ProcessCount : ProgramKeys.ProcessName,
            $"%(process_num) must be present within process_name when numprocs > 1, in [{table.Title}]"
        );
        return false;
    }

    private static ProgramKind KindOf(TableKind kind) =>
        kind switch
        {
            TableKind.EventListener => ProgramKind.EventListener,
            TableKind.FastCgiProgram => ProgramKind.FastCgiProgram,
            _ => ProgramKind.Program,
        };

    /// <summary>A thousand processes of a program need not hold a thousand equal copies of what they have in common.</summary>
    private static ProcessSettings SharingWith(ProcessSettings previous, ProcessSettings process) =>
        process with
        {
            Command = Agreement.Same(previous.Command, process.Command) ? previous.Command : process.Command,
            Directory = process.Directory == previous.Directory ? previous.Directory : process.Directory,
            Environment = Agreement.Same(previous.Environment, process.Environment) ? previous.Environment : process.Environment,
            Sockets = Agreement.Same(previous.Sockets, process.Sockets) ? previous.Sockets : process.Sockets,
        };
}
