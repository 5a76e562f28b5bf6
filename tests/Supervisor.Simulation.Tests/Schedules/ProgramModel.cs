using System.Collections.Immutable;
using System.Globalization;
using Supervisor.Configuration.Settings;

namespace Supervisor.Simulation.Tests.Schedules;

/// <summary>A program as a random configuration has it.</summary>
/// <param name="Version">Part of the command: another one needs a restart.</param>
/// <param name="LogVersion">Part of the log's name: another one needs a log reopen.</param>
/// <param name="SocketDirectory">Where its sockets are, if it has any.</param>
internal sealed record ProgramModel(
    string Name,
    string Group,
    int Count,
    int Priority,
    bool Autostart,
    int Version,
    int LogVersion,
    bool IsSilent,
    RetrySettings Retry,
    StopSettings Stop,
    ProgramSocketKind SocketKind,
    string SocketDirectory
)
{
    public IEnumerable<ProcessSettings> Processes => Enumerable.Range(0, Count).Select(Process);

    private ProcessSettings Process(int number)
    {
        var output = new OutputSettings(
            IsSilent ? null : new LogFileTarget.Path($"/log/{Name}.{LogVersion.ToString(CultureInfo.InvariantCulture)}"),
            0,
            0,
            false,
            0,
            false,
            false,
            LogFormat.Raw
        );
        var command = $"/bin/{Name} {Version.ToString(CultureInfo.InvariantCulture)}";
        return new ProcessSettings
        {
            Name = $"{Name}_{number.ToString(CultureInfo.InvariantCulture)}",
            GroupName = Group,
            ProgramName = Name,
            Kind = SocketKind == ProgramSocketKind.FastCgi ? ProgramKind.FastCgiProgram : ProgramKind.Program,
            Number = number,
            Command = new CommandSettings(command, [.. command.Split(' ')], null),
            Priority = Priority,
            Autostart = Autostart,
            Retry = Retry,
            Stop = Stop,
            User = null,
            Directory = null,
            Umask = null,
            Nice = null,
            ResourceLimits = [],
            Environment = ImmutableSortedDictionary<string, string>.Empty,
            RedirectStderr = number == 1,
            Stdout = output,
            Stderr = number == 1 ? OutputSettings.None : output,
            ServerUrl = null,
            FastCgiSocket = SocketKind == ProgramSocketKind.FastCgi ? Socket("") : null,
            Sockets = SocketKind switch
            {
                ProgramSocketKind.Shared => [new NamedSocketSettings("shared", Socket(""))],
                ProgramSocketKind.SharedAndOwn =>
                [
                    new NamedSocketSettings("own", Socket(number.ToString(CultureInfo.InvariantCulture))),
                    new NamedSocketSettings("shared", Socket("")),
                ],
                _ => [],
            },
        };
    }

    /// <summary>The version decides how many connections wait, which an open socket can change.</summary>
    private ProgramSocketSettings Socket(string suffix) => new($"unix://{SocketDirectory}/{Name}{suffix}", null, null, 0x180, Version + 1);
}
