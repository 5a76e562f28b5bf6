using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Loading;
using Supervisor.Posix;

namespace Supervisor.Configuration.Tests.Loading;

/// <summary>The loader on this machine's files, users and hosts.</summary>
public sealed class HostFilesTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("supervisor-configuration-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_file_and_a_link_to_it_are_one_file()
    {
        var files = new HostFiles();
        Directory.CreateDirectory(Path.Combine(_directory, "real"));
        File.WriteAllText(Path.Combine(_directory, "real", "a.toml"), "");
        File.CreateSymbolicLink(Path.Combine(_directory, "link"), "real");
        File.CreateSymbolicLink(Path.Combine(_directory, "real", "b.toml"), "../link/./a.toml");
        var expected = files.RealPath(Path.Combine(_directory, "real/a.toml"));
        files.RealPath(Path.Combine(_directory, "link/a.toml")).ShouldBe(expected);
        files.RealPath(Path.Combine(_directory, "link/b.toml")).ShouldBe(expected);
    }

    [Fact]
    public void A_circle_of_links_has_an_end()
    {
        File.CreateSymbolicLink(Path.Combine(_directory, "x"), "y");
        File.CreateSymbolicLink(Path.Combine(_directory, "y"), "x");
        new HostFiles().RealPath(Path.Combine(_directory, "x")).ShouldStartWith("/");
    }

    [Fact]
    public void A_configuration_on_disk_is_loaded()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "conf.d"));
        File.WriteAllText(Path.Combine(_directory, "supervisor.toml"), "[include]\nfiles = ['conf.d/*.toml']\n");
        File.WriteAllText(
            Path.Combine(_directory, "conf.d", "a.toml"),
            "[program.a]\ncommand = 'x'\nuser = 'root'\nstdout_logfile = '%(here)s/a.log'\n"
        );
        var settings = Load().Settings.ShouldNotBeNull();
        settings.Groups.Single().Processes.Single().User.ShouldNotBeNull().UserId.ShouldBe(0u);
    }

    [Fact]
    public void A_directory_in_place_of_a_file_is_told()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "supervisor.toml"));
        Load().Errors.ShouldHaveSingleItem().Message.ShouldContain("supervisor.toml");
    }

    [Fact]
    public void What_is_not_there_has_no_names() => new HostFiles().NamesIn(Path.Combine(_directory, "no")).ShouldBeEmpty();

    private LoadResult Load() =>
        new ConfigurationLoader(
            new HostFiles(),
            new UserDatabase(),
            new HostLookup(),
            new LoadSurroundings(new Dictionary<string, string>(StringComparer.Ordinal), "host1", _directory)
        ).Load("supervisor.toml", CommandLineOverrides.None);
}
