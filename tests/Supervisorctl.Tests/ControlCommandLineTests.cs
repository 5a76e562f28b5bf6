using Supervisorctl.CommandLine;

namespace Supervisorctl.Tests;

public sealed class ControlCommandLineTests
{
    [Theory]
    [InlineData("option -x not recognized", "-x")]
    [InlineData("option -c requires argument", "-c")]
    [InlineData("option --nope not recognized", "--nope")]
    [InlineData("option --h not a unique prefix", "--h")]
    [InlineData("option --interactive must not have an argument", "--interactive=1")]
    [InlineData("invalid value for -s 'foo': value 'foo' is not a URL", "-s", "foo")]
    [InlineData("conflicting command line option '--serverurl'", "-s", "http://a", "--serverurl", "http://b")]
    public void A_mistake_is_told(string message, params string[] arguments)
    {
        ControlCommandLine.TryParse(arguments, out _, out var mistake).ShouldBeFalse();
        mistake.ShouldBe(message);
    }

    [Fact]
    public void Every_option_has_a_short_and_a_long_form()
    {
        var shortForm = Parse("-c", "f", "-s", "unix:///s", "-u", "me", "-p", "secret", "-r", "h", "-i", "status");
        var longForm = Parse(
            "--configuration=f",
            "--serverurl",
            "unix:///s",
            "--username=me",
            "--password",
            "secret",
            "--history-file=h",
            "--interactive",
            "status"
        );
        longForm.ShouldBe(shortForm);
        shortForm.ShouldBe(
            new ControlOptions
            {
                ConfigurationFile = "f",
                ServerUrl = "unix:///s",
                UserName = "me",
                Password = "secret",
                HistoryFile = "h",
                IsInteractive = true,
                Line = "status",
            }
        );
    }

    [Theory]
    [InlineData("tail -f web", "tail", "-f", "web")]
    [InlineData("signal USR1 web", "signal USR1", "web")]
    [InlineData("status -i", "status", "-i")]
    [InlineData("-f", "--", "-f")]
    [InlineData("", "")]
    public void Options_end_at_the_first_word_and_the_words_are_joined(string line, params string[] arguments) =>
        Parse(arguments).ShouldBe(new ControlOptions { Line = line });

    [Fact]
    public void Without_words_there_is_no_line() => Parse("-u", "me").Line.ShouldBeNull();

    [Theory]
    [InlineData("--conf=f")]
    [InlineData("-cf")]
    public void Long_options_may_be_shortened_and_arguments_attached(string option) => Parse(option).ConfigurationFile.ShouldBe("f");

    [Theory]
    [InlineData("-h")]
    [InlineData("-?")]
    [InlineData("--help")]
    public void Help_is_asked_for(string option) => Parse(option).WantsHelp.ShouldBeTrue();

    private static ControlOptions Parse(params string[] arguments)
    {
        ControlCommandLine.TryParse(arguments, out var options, out var mistake).ShouldBeTrue(mistake);
        return options;
    }
}
