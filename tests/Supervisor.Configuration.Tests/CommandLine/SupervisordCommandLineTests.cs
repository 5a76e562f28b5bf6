using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Table;
using Supervisor.Configuration.Tests.Surroundings;

namespace Supervisor.Configuration.Tests.CommandLine;

public class SupervisordCommandLineTests
{
    [Theory]
    [InlineData("", null, "")]
    [InlineData("-c x.toml", "x.toml", "")]
    [InlineData("-cx.toml", "x.toml", "")]
    [InlineData("-nc x.toml", "x.toml", "nodaemon=true")]
    [InlineData("-nscx.toml", "x.toml", "nodaemon=true silent=true")]
    [InlineData("--configuration=x.toml", "x.toml", "")]
    [InlineData("--configuration x.toml", "x.toml", "")]
    [InlineData("-n -s -k -t", null, "nocleanup=true nodaemon=true silent=true strip_ansi=true")]
    [InlineData("--nodaemon --silent --nocleanup --strip_ansi", null, "nocleanup=true nodaemon=true silent=true strip_ansi=true")]
    [InlineData("-l a -y 1 -z 2 -e debug -j p", null, "logfile=a logfile_backups=2 logfile_maxbytes=1 loglevel=debug pidfile=p")]
    [InlineData("-m 077 -a 5 -q d -u me -d w -i id", null, "childlogdir=d directory=w identifier=id minfds=5 umask=077 user=me")]
    [InlineData("--minprocs 7 --minfds=8", null, "minfds=8 minprocs=7")]
    [InlineData("-e debug -e info", null, "loglevel=info")]
    [InlineData("-l -n", null, "logfile=-n")]
    [InlineData("-l=x", null, "logfile==x")]
    [InlineData("-n --", null, "nodaemon=true")]
    [InlineData("--no-recovery", null, "recovery=false")]
    [InlineData("--no-recovery -n", null, "nodaemon=true recovery=false")]
    public void Options_are_read_as_getopt_reads_them(string line, string? file, string overrides)
    {
        var run = Parse(line).ShouldBeOfType<CommandLineRequest.Run>();
        run.ConfigurationFile.ShouldBe(file);
        run.ChecksOnly.ShouldBeFalse();
        run.Warnings.ShouldBeEmpty();
        var given = run.Overrides.Values.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}");
        string.Join(' ', given).ShouldBe(overrides);
    }

    [Fact]
    public void Check_only() => Parse("--check -c x").ShouldBeOfType<CommandLineRequest.Run>().ChecksOnly.ShouldBeTrue();

    [Fact]
    public void The_profilers_options_have_no_effect() =>
        Parse("--profile_options=cumulative").ShouldBeOfType<CommandLineRequest.Run>().Warnings.ShouldHaveSingleItem();

    [Theory]
    [InlineData("-h")]
    [InlineData("-?")]
    [InlineData("--help")]
    [InlineData("-nh")]
    public void Help(string line)
    {
        var text = Parse(line).ShouldBeOfType<CommandLineRequest.ShowHelp>().Text;
        text.ShouldStartWith("supervisord -- run a set of applications as daemons.\n");
        text.ShouldContain("-l/--logfile FILENAME -- use FILENAME as logfile path\n");
        text.ShouldContain("-c/--configuration FILENAME -- configuration file path (searches if not given)\n");
        text.ShouldContain("--check -- ");
    }

    [Theory]
    [InlineData("-v")]
    [InlineData("--version")]
    public void Version(string line) => Parse(line).ShouldBeOfType<CommandLineRequest.ShowVersion>();

    [Theory]
    [InlineData("-x", "option -x not recognized")]
    [InlineData("-nx", "option -x not recognized")]
    [InlineData("--logfil x", "option --logfil not recognized; did you mean --logfile?")]
    [InlineData("-c", "option -c requires argument")]
    [InlineData("--logfile", "option --logfile requires argument")]
    [InlineData("--nodaemon=yes", "option --nodaemon must not have an argument")]
    [InlineData("foo", "positional arguments are not supported: 'foo'")]
    [InlineData("--no-recovery=no", "option --no-recovery must not have an argument")]
    [InlineData("-n foo", "positional arguments are not supported: 'foo'")]
    [InlineData("-- -n", "positional arguments are not supported: '-n'")]
    [InlineData("-", "positional arguments are not supported: '-'")]
    public void Mistakes(string line, string message) => Parse(line).ShouldBe(new CommandLineRequest.Mistake(message));

    [Fact]
    public void Mistakes_are_printed_in_two_lines() =>
        UsageError.Render("no", "/usr/bin/supervisord").ShouldBe("Error: no\nFor help, use /usr/bin/supervisord -h\n");

    [Fact]
    public void Letters_and_long_names_are_unique()
    {
        var options = SupervisordCommandLine.Options;
        options.Length.ShouldBe(22);
        options.Where(option => option.Letter is not null).Select(option => option.Letter).ShouldBeUnique();
        options.Select(option => option.LongName).ShouldBeUnique();
        options.ShouldAllBe(option => option.Help.Length > 0);
    }

    [Fact]
    public void Options_of_keys_name_the_key_that_has_them()
    {
        var keys = SettingsTable.Of(TableKind.Supervisord).Keys.Where(key => key.Option is not null).ToArray();
        keys.Length.ShouldBe(17);
        keys.ShouldAllBe(key => key.Option!.Key == key.Name);
        SupervisordCommandLine.Options[^keys.Length..].ShouldBe(keys.Select(key => key.Option!));
    }

    [Theory]
    [InlineData("supervisor.toml", "/conf/supervisor.toml", "/etc/supervisor.toml")]
    [InlineData("etc/supervisor.toml", "/conf/etc/supervisor.toml", "/etc/supervisor.toml")]
    [InlineData("/etc/supervisor.toml", "/etc/supervisor.toml", "/etc/supervisor/supervisor.toml")]
    [InlineData("/etc/supervisor/supervisor.toml", "/etc/supervisor/supervisor.toml", null)]
    public void The_first_file_of_the_search_path_is_found(string expected, string file, string? other)
    {
        var files = new MemoryFiles().Add(file, "");
        if (other is not null)
            files.Add(other, "");
        new ConfigurationSearch(files, "/conf").Find().ShouldBe(expected);
    }

    [Fact]
    public void No_file_is_told_with_all_places()
    {
        var search = new ConfigurationSearch(new MemoryFiles(), "/conf");
        search.Find().ShouldBeNull();
        search.NotFoundMessage.ShouldBe(
            "No config file found at default paths (/conf/supervisor.toml, /conf/etc/supervisor.toml, /etc/supervisor.toml, "
                + "/etc/supervisor/supervisor.toml); use the -c option to specify a config file at a different path"
        );
    }

    private static CommandLineRequest Parse(string line) =>
        SupervisordCommandLine.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
