using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Tests.Surroundings;
using Supervisor.Toml;

namespace Supervisor.Configuration.Tests.Diagnostics;

public class DiagnosticRendererTests
{
    [Fact]
    public void A_mistyped_key_in_an_included_file_prints_like_a_compiler_error()
    {
        var fixture = new Fixture();
        fixture.Files.Add(
            "/conf/conf.d/web.toml",
            """
            # The web server.
            [program.api]
            command = "true"

            [program.web]
            autostart = true
            comand = "python3 app.py"
            """
        );
        var result = fixture.LoadText("[include]\nfiles = [\"conf.d/*.toml\"]\n");
        var rendered = DiagnosticRenderer.Render(result.Errors);
        rendered.ShouldBe(
            """
            conf.d/web.toml:7:1: unknown key 'comand' in [program.web]; did you mean 'command'?
              7 | comand = "python3 app.py"
                | ^^^^^^

            """
        );
    }

    [Fact]
    public void Tabs_before_the_place_are_kept_so_that_the_carets_stand_under_it()
    {
        var diagnostic = new Diagnostic(DiagnosticSeverity.Error, "m", "f", new SourceSpan(12, 3, 2, 0), "\t\tab");
        DiagnosticRenderer.Render(diagnostic).ShouldBe("f:12:3: m\n  12 | \t\tab\n     | \t\t^^");
    }

    [Fact]
    public void Carets_end_with_the_line()
    {
        var diagnostic = new Diagnostic(DiagnosticSeverity.Error, "m", "f", new SourceSpan(1, 2, 50, 0), "abc");
        DiagnosticRenderer.Render(diagnostic).ShouldBe("f:1:2: m\n  1 | abc\n    |  ^^");
    }

    [Fact]
    public void A_place_behind_the_line_has_one_caret()
    {
        var diagnostic = new Diagnostic(DiagnosticSeverity.Error, "m", "f", new SourceSpan(1, 6, 1, 0), "abc");
        DiagnosticRenderer.Render(diagnostic).ShouldBe("f:1:6: m\n  1 | abc\n    |      ^");
    }

    [Fact]
    public void Characters_outside_the_basic_plane_count_as_one_column()
    {
        var diagnostic = new Diagnostic(DiagnosticSeverity.Error, "m", "f", new SourceSpan(1, 3, 1, 0), "a😀b");
        DiagnosticRenderer.Render(diagnostic).ShouldBe("f:1:3: m\n  1 | a😀b\n    |   ^");
    }

    [Fact]
    public void Control_characters_do_not_reach_the_terminal()
    {
        var diagnostic = new Diagnostic(DiagnosticSeverity.Error, "m", "f", new SourceSpan(1, 1, 1, 0), "\u001b[2Jx");
        DiagnosticRenderer.Render(diagnostic).ShouldNotContain("\u001b");
    }

    [Fact]
    public void Warnings_and_notes_say_that_they_are()
    {
        DiagnosticRenderer
            .Render(new Diagnostic(DiagnosticSeverity.Warning, "m", "f", new SourceSpan(1, 1, 1, 0), "a"))
            .ShouldBe("f:1:1: warning: m\n  1 | a\n    | ^");
        DiagnosticRenderer.Render(new Diagnostic(DiagnosticSeverity.Note, "m", null, null, null)).ShouldBe("note: m");
    }

    [Theory]
    [InlineData("comand", "command")]
    [InlineData("stdout_logfle", "stdout_logfile")]
    [InlineData("autosatrt", "autostart")]
    [InlineData("DIRECTORY", "directory")]
    public void The_nearest_known_word_is_suggested(string word, string expected) =>
        Spelling.Nearest(word, ["command", "stdout_logfile", "autostart", "directory", "numprocs"]).ShouldBe(expected);

    [Theory]
    [InlineData("xyz")]
    [InlineData("entirely_different")]
    public void A_word_that_is_far_from_all_gets_no_suggestion(string word) =>
        Spelling.Nearest(word, ["command", "user", "directory"]).ShouldBeNull();

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "acb", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("same", "same", 0)]
    public void Distances_count_swaps_as_one(string left, string right, int expected) => Spelling.Distance(left, right).ShouldBe(expected);
}
