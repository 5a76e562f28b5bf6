using System.Buffers;
using System.Text.Json;
using Supervisor.Toml.Decoder;

namespace Supervisor.Toml.Tests;

public sealed class ComplianceSuiteTests
{
    private const string Absent = "";

    public static TheoryData<string> ValidCases => ListCases("valid");

    public static TheoryData<string> InvalidCases => ListCases("invalid");

    [SkippableTheory]
    [MemberData(nameof(ValidCases))]
    public void A_valid_case_is_read_as_its_json_says(string name)
    {
        SkipWhenAbsent();
        TomlTable root = Read.Valid(ComplianceSuite.ReadFile(name));
        using var expected = JsonDocument.Parse(ComplianceSuite.ReadFile(Path.ChangeExtension(name, ".json")));
        using var actual = JsonDocument.Parse(WriteTagged(root));
        TaggedJsonComparison.FindDifference(expected.RootElement, actual.RootElement).ShouldBeNull();
    }

    [SkippableTheory]
    [MemberData(nameof(InvalidCases))]
    public void An_invalid_case_is_refused_at_a_place_in_the_document(string name)
    {
        SkipWhenAbsent();
        byte[] document = ComplianceSuite.ReadFile(name);
        TomlError error = Read.Invalid(document);
        error.Message.ShouldNotBeNullOrWhiteSpace();
        SpanCheck.FindProblem(document, error.Span).ShouldBeNull();
    }

    private static TheoryData<string> ListCases(string kind)
    {
        var cases = new TheoryData<string>();
        foreach (string name in ComplianceSuite.GetCases(kind).DefaultIfEmpty(Absent))
        {
            cases.Add(name);
        }
        return cases;
    }

    private static void SkipWhenAbsent() =>
        Skip.IfNot(
            ComplianceSuite.IsPresent,
            "the folder shared/toml-test is not beside the repository (SUPERVISOR_SHARED may name shared)"
        );

    private static ReadOnlyMemory<byte> WriteTagged(TomlTable root)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            TaggedJson.Write(writer, root);
        }
        return json.WrittenMemory;
    }
}
