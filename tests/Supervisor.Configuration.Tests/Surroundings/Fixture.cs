using System.Collections.Immutable;
using Supervisor.Configuration.Archive;
using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Loading;
using Supervisor.Configuration.Settings;

namespace Supervisor.Configuration.Tests.Surroundings;

/// <summary>A machine with /conf (the working directory), /var/log and /tmp, on which configurations are loaded.</summary>
internal sealed class Fixture
{
    public MemoryFiles Files { get; } =
        new MemoryFiles().AddDirectory("/conf").AddDirectory("/var/log").AddDirectory("/tmp").AddDirectory("/run");
    public KnownHosts Hosts { get; } = new();
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal) { ["HOME"] = "/root", ["WORKERS"] = "3" };

    /// <summary>Whom the process runs as; root unless it is told otherwise.</summary>
    public uint UserId { get; init; }

    public static LoadResult Load(string text) => new Fixture().LoadText(text);

    /// <summary>The settings of a configuration that must be free of errors.</summary>
    public static SupervisorSettings Settings(string text) => new Fixture().SettingsOf(text);

    /// <summary>The only process of [program.web] with these lines.</summary>
    public static ProcessSettings Program(string lines) =>
        Settings($"[program.web]\ncommand = \"sleep 1\"\n{lines}\n").Groups.Single().Processes.Single();

    /// <summary>The only error of a configuration.</summary>
    public static Diagnostic Error(string text) => Load(text).Errors.ShouldHaveSingleItem();

    /// <summary>The only error of [program.web] with these lines.</summary>
    public static Diagnostic ProgramError(string lines) => Error($"[program.web]\ncommand = \"sleep 1\"\n{lines}\n");

    public LiveSources Sources => new(Files, new KnownUsers(), Hosts);

    public LoadSurroundings Surroundings => new(Variables, "host1", "/conf") { UserId = UserId };

    public LoadResult LoadText(string text, params (string Key, string Value)[] overrides)
    {
        Files.Add("/conf/supervisor.toml", text);
        return LoadRoot("supervisor.toml", overrides);
    }

    /// <summary>Loads, and shows that the archive of this load comes to the same without this machine.</summary>
    public LoadResult LoadRoot(string path, params (string Key, string Value)[] overrides)
    {
        var (result, archive) = Record(path, overrides);
        ArchiveReplay.ShouldEqual(ArchiveReplay.Of(archive), result);
        return result;
    }

    public RecordedLoad Record(string path, params (string Key, string Value)[] overrides) =>
        new ArchivingLoader(Sources, Surroundings).Load(
            path,
            new CommandLineOverrides(overrides.ToImmutableDictionary(item => item.Key, item => item.Value, StringComparer.Ordinal))
        );

    public SupervisorSettings SettingsOf(string text, params (string Key, string Value)[] overrides)
    {
        var result = LoadText(text, overrides);
        result.Errors.ShouldBeEmpty();
        return result.Settings.ShouldNotBeNull();
    }
}
