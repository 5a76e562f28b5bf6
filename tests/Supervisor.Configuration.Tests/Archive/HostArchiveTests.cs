using System.Diagnostics;
using System.Text;
using Supervisor.Configuration.Archive;
using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Loading;
using Supervisor.Configuration.Tests.Surroundings;
using Supervisor.Posix;
using Xunit.Abstractions;

namespace Supervisor.Configuration.Tests.Archive;

/// <summary>Archives of this machine's files, users and hosts.</summary>
public sealed class HostArchiveTests(ITestOutputHelper output) : IDisposable
{
    private static readonly LiveSources Host = new(new HostFiles(), new UserDatabase(), new HostLookup());

    private readonly string _directory = Directory.CreateTempSubdirectory("supervisor-archive-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_directory_that_was_removed_is_loaded_again()
    {
        var directory = Directory.CreateDirectory(Path.Join(_directory, "conf")).FullName;
        Directory.CreateDirectory(Path.Join(directory, "conf.d"));
        File.WriteAllText(Path.Join(directory, "supervisor.toml"), "[include]\nfiles = ['conf.d/*.toml']\n");
        File.WriteAllText(Path.Join(directory, "conf.d", "a.toml"), "[program.a]\ncommand = 'x'\nuser = 'root'\n");
        File.WriteAllText(Path.Join(directory, "b"), "[program.b]\ncommand = 'x'\nstdout_logfile = '%(here)s/b.log'\n");
        File.CreateSymbolicLink(Path.Join(directory, "conf.d", "b.toml"), "../b");
        var (before, archive) = Record(directory);
        before.Settings.ShouldNotBeNull().Groups.Length.ShouldBe(2);
        Directory.Delete(directory, recursive: true);
        ArchiveReplay.ShouldEqual(new ArchivedLoad(archive, Host).Load(), before);
        ArchiveReplay.ShouldEqual(ArchiveReplay.Of(archive), before);
    }

    [Fact]
    public void The_sample_configuration_is_loaded_again()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Join(root.FullName, "Supervisor.sln")))
            root = root.Parent.ShouldNotBeNull();
        var (before, archive) = Record(root.FullName);
        before.Settings.ShouldNotBeNull().Groups.ShouldNotBeEmpty();
        ArchiveReplay.ShouldEqual(ArchiveReplay.Of(archive), before);
    }

    [Fact]
    public void A_thousand_programs_are_loaded_again()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 1000; i++)
        {
            text.Append($"[program.p{i}]\ncommand = '/bin/sleep {i}'\nuser = 'root'\nenvironment = {{ N = '{i}' }}\n");
            text.Append($"directory = '/srv/p{i}'\nstdout_logfile = '%(here)s/p{i}.log'\nredirect_stderr = true\n");
        }
        File.WriteAllText(Path.Join(_directory, "supervisor.toml"), text.ToString());
        var surroundings = Surroundings(_directory);
        // The second time without the runtime's own beginning.
        for (var round = 1; round <= 2; round++)
        {
            var plain = Timed(() =>
                new ConfigurationLoader(Host.Files, Host.Users, Host.Hosts, surroundings).Load("supervisor.toml", CommandLineOverrides.None)
            );
            var recorded = Timed(() => Record(_directory));
            var bytes = Timed(recorded.Value.Archive.ToBytes);
            var parsed = Timed(() => ArchiveReplay.Parse(bytes.Value));
            var replayed = Timed(() => new ArchivedLoad(parsed.Value, NoSources.All).Load());
            output.WriteLine(
                $"round {round}: load {plain.Milliseconds:F1} ms, recorded {recorded.Milliseconds:F1} ms, to {bytes.Value.Length} bytes "
                    + $"{bytes.Milliseconds:F1} ms, parsed {parsed.Milliseconds:F1} ms, loaded again {replayed.Milliseconds:F1} ms"
            );
            ArchiveReplay.ShouldEqual(replayed.Value, plain.Value);
            replayed.Value.Settings.ShouldNotBeNull().Groups.Length.ShouldBe(1000);
        }
    }

    private static (T Value, double Milliseconds) Timed<T>(Func<T> work)
    {
        var start = Stopwatch.GetTimestamp();
        var value = work();
        return (value, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static RecordedLoad Record(string directory) =>
        new ArchivingLoader(Host, Surroundings(directory)).Load("supervisor.toml", CommandLineOverrides.None);

    private static LoadSurroundings Surroundings(string directory) =>
        new(new Dictionary<string, string>(StringComparer.Ordinal), "host1", directory);
}
