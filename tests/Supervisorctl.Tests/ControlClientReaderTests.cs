using Supervisor.Configuration.ControlClient;
using Supervisor.Configuration.Loading;
using Supervisor.Posix;

namespace Supervisorctl.Tests;

public sealed class ControlClientReaderTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("client-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void The_own_table_is_read()
    {
        var settings = Read(
            "[supervisorctl]\nserverurl = \"unix://%(here)s/s.sock\"\nusername = \"me\"\npassword = \"%(ENV_SECRET)s\"\nprompt = \"p\"\nhistory_file = \"h\"\n"
        )
            .Settings.ShouldNotBeNull();
        settings.ServerUrl.ShouldBe($"unix://{_directory}/s.sock");
        settings.UserName.ShouldBe("me");
        settings.Password.ShouldBe("from outside");
        settings.Prompt.ShouldBe("p");
        settings.HistoryFile.ShouldBe(_directory + "/h");
    }

    [Theory]
    [InlineData("[unix_http_server]\nfile = \"s.sock\"\n[inet_http_server]\nport = 9\n", "unix://{0}/s.sock")]
    [InlineData("[unix_http_server.main]\nfile = \"%(here)s/s.sock\"\n", "unix://{0}/s.sock")]
    [InlineData("[inet_http_server]\nport = 9001\n", "http://localhost:9001")]
    [InlineData("[inet_http_server]\nport = \"*:9001\"\n", "http://localhost:9001")]
    [InlineData("[inet_http_server]\nport = \"example.org:9001\"\n", "http://example.org:9001")]
    [InlineData("[inet_http_server]\nport = \"[::1]:9001\"\n", "http://[::1]:9001")]
    [InlineData("[supervisorctl]\nserverurl = \"http://x\"\n[unix_http_server]\nfile = \"s\"\n", "http://x")]
    [InlineData("[supervisorctl]\n", "http://localhost:9001")]
    public void Without_an_address_the_first_server_is_taken(string content, string url)
    {
        var result = Read(content);
        result.Settings.ShouldNotBeNull().ServerUrl.ShouldBe(url.Replace("{0}", _directory, StringComparison.Ordinal));
        result.NamesServer.ShouldBeTrue();
    }

    [Fact]
    public void A_file_may_have_no_server() => Read("[program.x]\ncommand = \"x\"\n").NamesServer.ShouldBeFalse();

    [Theory]
    [InlineData("[program.x]\nnonsense = 1\n")]
    [InlineData("[program.x]\ncommand = \"%(nope)s\n")]
    [InlineData("[supervisord]\nthis is no toml\n[program.x]\n")]
    [InlineData("[unix_http_server]\nfile = \n")]
    [InlineData("[unix_http_server]\nfile = \"%(nope)s\"\n")]
    [InlineData("[nonsense\n")]
    public void A_mistake_elsewhere_does_not_matter(string elsewhere)
    {
        Read(elsewhere + "[supervisorctl]\nserverurl = \"http://x\" # mine\n[program.y]\n")
            .Settings.ShouldNotBeNull()
            .ServerUrl.ShouldBe("http://x");
        Read("[supervisorctl]\nserverurl = \"http://x\"\n" + elsewhere).Settings.ShouldNotBeNull().ServerUrl.ShouldBe("http://x");
    }

    [Theory]
    [InlineData("serverurl = \n", "f.toml:3:")]
    [InlineData("serverurl = \"ftp://x\"\n", "f.toml:3:13")]
    [InlineData("serverurl = 5\n", "f.toml:3:13")]
    [InlineData("prompt = \"%(nope)s\"\n", "f.toml:3:11")]
    [InlineData("colour = \"red\"\n", "f.toml:3:1")]
    public void A_mistake_in_the_own_table_is_told_with_its_place(string line, string place)
    {
        var result = Read("[program.x]\n[supervisorctl]\n" + line);
        result.Settings.ShouldBeNull();
        result.Errors[0].ToString().ShouldStartWith(place);
    }

    [Fact]
    public void A_mistake_in_the_own_table_keeps_its_place_behind_other_mistakes()
    {
        var result = Read("what\n[supervisorctl]\nserverurl = = \n");
        result.Errors[0].ToString().ShouldStartWith("f.toml:3:13");
    }

    [Fact]
    public void A_file_that_is_not_there_is_told()
    {
        var result = Reader().Read("nope.toml");
        result.Settings.ShouldBeNull();
        result.Errors[0].ToString().ShouldBe("could not find config file nope.toml");
    }

    private ControlClientResult Read(string content)
    {
        File.WriteAllText(Path.Combine(_directory, "f.toml"), content);
        return Reader().Read("f.toml");
    }

    private ControlClientReader Reader() =>
        new(
            new HostFiles(),
            new UserDatabase(),
            new LoadSurroundings(new Dictionary<string, string>(StringComparer.Ordinal) { ["SECRET"] = "from outside" }, "host", _directory)
        );
}
