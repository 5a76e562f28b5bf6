using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Loading;
using Supervisor.Configuration.Tests.Surroundings;

namespace Supervisor.Configuration.Tests.Loading;

public class IncludeTests
{
    [Fact]
    public void Files_are_read_sorted_and_here_is_their_own_directory()
    {
        var fixture = new Fixture();
        fixture
            .Files.Add("/conf/conf.d/b.toml", "[program.b]\ncommand = '%(here)s/b'\n")
            .Add("/conf/conf.d/a.toml", "[program.a]\ncommand = '%(here)s/a'\n")
            .Add("/conf/conf.d/.hidden.toml", "[program.hidden]\ncommand = 'x'\n")
            .Add("/conf/conf.d/note.txt", "not toml");
        var result = fixture.LoadText("[include]\nfiles = ['conf.d/*.toml']\n[program.c]\ncommand = '%(here)s/c'\n");
        var settings = result.Settings.ShouldNotBeNull();
        settings.Groups.Select(group => group.Processes[0].Command.Text).ShouldBe(["/conf/conf.d/a", "/conf/conf.d/b", "/conf/c"]);
        result
            .Notes.Select(note => note.Message)
            .ShouldBe([
                "Included extra file \"/conf/conf.d/a.toml\" during parsing",
                "Included extra file \"/conf/conf.d/b.toml\" during parsing",
            ]);
        result.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_pattern_without_a_match_is_a_warning()
    {
        var result = Fixture.Load("[include]\nfiles = ['conf.d/*.toml', 'x.toml']\n");
        result.Settings.ShouldNotBeNull();
        result
            .Warnings.Select(warning => warning.ToString())
            .ShouldBe([
                "supervisor.toml:2:10: No file matches via include \"/conf/conf.d/*.toml\"",
                "supervisor.toml:2:27: No file matches via include \"/conf/x.toml\"",
            ]);
    }

    [Fact]
    public void Each_file_is_read_once_also_through_links_and_cycles()
    {
        var fixture = new Fixture();
        fixture
            .Files.Add(
                "/conf/sub/a.toml",
                "[include]\nfiles = ['*.toml', '../supervisor.toml', 'deep/*.toml']\n[program.a]\ncommand = 'x'\n"
            )
            .Add("/conf/sub/deep/b.toml", "[include]\nfiles = ['../a.toml']\n[program.b]\ncommand = 'x'\n")
            .Link("/conf/sub/z.toml", "/conf/sub/a.toml");
        var settings = fixture.SettingsOf("[include]\nfiles = ['sub/*.toml', 'sub/a.toml', 'supervisor.toml']\n");
        settings.Groups.Select(group => group.Name).ShouldBe(["a", "b"]);
        fixture.Files.Reads.ShouldBe(["/conf/supervisor.toml", "/conf/sub/a.toml", "/conf/sub/deep/b.toml"]);
    }

    [Fact]
    public void The_same_program_in_two_files_names_both_places()
    {
        var fixture = new Fixture();
        fixture.Files.Add("/conf/conf.d/web.toml", "# again\n[program.web]\ncommand = 'y'\n");
        var result = fixture.LoadText("[program.web]\ncommand = 'x'\n[include]\nfiles = ['conf.d/*.toml']\n");
        DiagnosticRenderer
            .Render(result.Errors)
            .ShouldBe(
                """
                conf.d/web.toml:2:10: [program.web] at conf.d/web.toml:2:10 is already defined at supervisor.toml:1:10; one of the two must go
                  2 | [program.web]
                    |          ^^^

                """
            );
    }

    [Fact]
    public void All_mistakes_of_all_files_are_told_at_once_in_order()
    {
        var fixture = new Fixture();
        fixture
            .Files.Add("/conf/conf.d/a.toml", "[program.a]\ncommand = \n")
            .Add("/conf/conf.d/b.toml", "[program.b]\nautostrat = true\nnumprocs = 'x'\n");
        var result = fixture.LoadText("[supervisord]\nloglevel = 'loud'\n[include]\nfiles = ['conf.d/*.toml']\n[progam.c]\n");
        result.Settings.ShouldBeNull();
        result
            .Errors.Select(error => error.Place)
            .ShouldBe([
                "supervisor.toml:2:12",
                "supervisor.toml:5:2",
                "conf.d/a.toml:2:11",
                "conf.d/b.toml:1:10",
                "conf.d/b.toml:2:1",
                "conf.d/b.toml:3:12",
            ]);
    }

    [Fact]
    public void A_program_that_may_be_in_a_broken_file_is_not_called_unknown()
    {
        var fixture = new Fixture();
        fixture.Files.Add("/conf/a.toml", "[program.a\n");
        var result = fixture.LoadText("[include]\nfiles = ['a.toml']\n[group.g]\nprograms = ['a']\n");
        result.Errors.ShouldHaveSingleItem().File.ShouldBe("a.toml");
    }

    [Fact]
    public void Paths_are_shown_absolute_when_the_root_was_given_so()
    {
        var fixture = new Fixture();
        fixture.Files.Add("/conf/x.toml", "oops").Add("/conf/supervisor.toml", "[include]\nfiles = ['x.toml']\n");
        fixture.LoadRoot("/conf/supervisor.toml").Errors.ShouldHaveSingleItem().Place.ShouldBe("/conf/x.toml:1:5");
    }

    [Fact]
    public void An_include_without_files_is_an_error() => Fixture.Error("[include]\n").Message.ShouldBe("[include] needs its key 'files'");

    [Fact]
    public void Patterns_may_use_variables_but_not_those_of_the_daemon()
    {
        var fixture = new Fixture();
        fixture.Files.Add("/conf/host1/3.toml", "[program.a]\ncommand = 'x'\n");
        fixture
            .SettingsOf(
                "[include]\nfiles = '%(here)s/%(host_node_name)s/%(ENV_WORKERS)s.toml'\n[supervisord]\nenvironment = { WORKERS = '9' }\n"
            )
            .Groups.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_root_file_that_is_not_there_is_told()
    {
        var error = new Fixture().LoadRoot("nothing.toml").Errors.ShouldHaveSingleItem();
        error.Message.ShouldBe("could not find config file nothing.toml");
        error.File.ShouldBeNull();
    }

    [Theory]
    [InlineData("*.toml", "a.toml", true)]
    [InlineData("*.toml", ".a.toml", false)]
    [InlineData(".*", ".a", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[!a-c]x", "bx", false)]
    [InlineData("[!a-c]x", "dx", true)]
    [InlineData("[]]x", "]x", true)]
    [InlineData("[abc", "[abc", true)]
    [InlineData("*a*b*c", "xxaxxbxxc", true)]
    [InlineData("*a*b*c", "xxaxxbxx", false)]
    [InlineData("", "", true)]
    [InlineData("*", "", true)]
    [InlineData("**", "abc", true)]
    public void Patterns_match_as_in_a_shell(string pattern, string name, bool expected) =>
        GlobPattern.IsMatch(pattern, name).ShouldBe(expected);

    [Fact]
    public void A_pattern_of_many_stars_takes_no_exponential_time() =>
        GlobPattern.IsMatch(string.Concat(Enumerable.Repeat("*a", 40)) + "b", new string('a', 200)).ShouldBeFalse();

    [Fact]
    public void Directories_may_be_patterns_too()
    {
        var fixture = new Fixture();
        fixture
            .Files.Add("/conf/sites/one/app.toml", "[program.one]\ncommand = 'x'\n")
            .Add("/conf/sites/two/app.toml", "[program.two]\ncommand = 'x'\n");
        fixture.SettingsOf("[include]\nfiles = ['sites/*/app.toml']\n").Groups.Length.ShouldBe(2);
    }
}
