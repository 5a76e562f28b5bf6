using Supervisor.Configuration.Expansion;

namespace Supervisor.Configuration.Tests.Expansion;

public class PercentFormatTests
{
    private static readonly ExpansionScope Scope = new()
    {
        Here = "/conf",
        HostNodeName = "host1",
        Environments =
        [
            new Dictionary<string, string>(StringComparer.Ordinal) { ["A"] = "one", ["P"] = "100%(here)s" },
            new Dictionary<string, string>(StringComparer.Ordinal) { ["A"] = "two" },
        ],
        ProgramName = "web",
        GroupName = "sites",
        ProcessNumber = 7,
        ProcessCount = 10,
    };

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("100%%", "100%")]
    [InlineData("%(here)s/x", "/conf/x")]
    [InlineData("%(host_node_name)s %(program_name)s %(group_name)s", "host1 web sites")]
    [InlineData("%(process_num)s/%(numprocs)s", "7/10")]
    [InlineData("%(process_num)d", "7")]
    [InlineData("%(process_num)02d", "07")]
    [InlineData("%(process_num)i %(process_num)u %(process_num)ld", "7 7 7")]
    [InlineData("%(process_num)4d|", "   7|")]
    [InlineData("%(process_num)-4d|", "7   |")]
    [InlineData("%(process_num)+d", "+7")]
    [InlineData("%(process_num) d", " 7")]
    [InlineData("%(process_num).3d", "007")]
    [InlineData("%(process_num)+04d", "+007")]
    [InlineData("%(numprocs)x %(numprocs)X %(numprocs)o %(numprocs)#x", "a A 12 0xa")]
    [InlineData("%(program_name)5s|%(program_name)-5s|%(program_name).2s", "  web|web  |we")]
    [InlineData("%(ENV_A)s", "two")]
    [InlineData("%(ENV_P)s", "100%(here)s")]
    public void Good_templates_expand_as_in_python(string template, string expected)
    {
        PercentFormat.TryExpand(template, Scope, out var text, out _).ShouldBeTrue();
        text.ShouldBe(expected);
    }

    [Theory]
    [InlineData("50% off", 2, 1, "a percent sign stands alone; write %% for one, or %(name)s for an expansion")]
    [InlineData("end %", 4, 1, "a percent sign stands alone; write %% for one, or %(name)s for an expansion")]
    [InlineData("%s", 0, 1, "a percent sign stands alone; write %% for one, or %(name)s for an expansion")]
    [InlineData("ab%(here", 2, 2, "incomplete format key: the closing parenthesis is missing")]
    [InlineData("%(here)", 0, 7, "incomplete format: a conversion such as s or d is missing after %(here)")]
    [InlineData("%(here)d", 0, 8, "%d needs a number, and this is the text '/conf'; use %(...)s")]
    [InlineData("%(here)q", 0, 8, "unsupported format character 'q'; s and d are the usual ones")]
    [InlineData("%(here)99999s", 0, 13, "the width is too large")]
    public void Bad_templates_are_told_with_their_place(string template, int index, int length, string reason)
    {
        PercentFormat.TryExpand(template, Scope, out _, out var mistake).ShouldBeFalse();
        mistake.ShouldBe(new ExpansionMistake(index, length, null, reason));
    }

    [Fact]
    public void Unknown_names_are_told()
    {
        PercentFormat.TryExpand("x%(nope)s", Scope, out _, out var mistake).ShouldBeFalse();
        mistake.ShouldBe(new ExpansionMistake(1, 8, "nope", "unknown name"));
    }

    [Fact]
    public void Text_without_a_percent_sign_is_given_back_as_it_is()
    {
        const string text = "nothing to do";
        PercentFormat.TryExpand(text, Scope, out var expanded, out _).ShouldBeTrue();
        expanded.ShouldBeSameAs(text);
    }
}
