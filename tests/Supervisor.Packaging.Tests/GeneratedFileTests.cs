namespace Supervisor.Packaging.Tests;

public sealed class GeneratedFileTests
{
    public static TheoryData<string> Names => [.. GeneratedFile.All.Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Files_say_what_the_settings_table_says(string name)
    {
        var file = GeneratedFile.All.Single(file => file.Name == name);
        File.ReadAllText(file.PathIn(PackagingDirectory.Path))
            .ShouldBe(file.Renew(PackagingDirectory.Path), "run: dotnet run --project packaging/Supervisor.Packaging packaging");
    }

    [Fact]
    public void Every_completion_and_manual_page_is_checked() =>
        new[] { "man", "completions" }
            .SelectMany(directory => Directory.EnumerateFiles(PackagingDirectory.At("packaging", directory)))
            .Select(path => Path.GetRelativePath(PackagingDirectory.Path, path))
            .ShouldBe(GeneratedFile.All.Select(file => file.Name).Where(name => name.Contains('/')), ignoreOrder: true);

    [Fact]
    public void A_part_is_replaced_and_the_rest_is_kept() =>
        MarkedText
            .Replace("one\n# generated: x\nold\nolder\n  # generated: end\ntwo\n", "x", "new\n")
            .ShouldBe("one\n# generated: x\nnew\n  # generated: end\ntwo\n");

    [Theory]
    [InlineData("# generated: y\n# generated: end\n")]
    [InlineData("# generated: x\nno end\n")]
    public void A_file_without_its_marks_is_refused(string text) =>
        Should.Throw<FormatException>(() => MarkedText.Replace(text, "x", "new\n"));
}
