using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Supervisor.Engine.Listeners;

namespace Supervisor.Engine.Tests.Listeners;

public sealed class ListenerScannerTests
{
    [Theory]
    [InlineData("READY\n", "Ready")]
    [InlineData("READ", "")]
    [InlineData("ready\n", "Noise")]
    [InlineData("READY\nREADY\n", "Ready Noise")]
    [InlineData("hello world", "Noise")]
    public void Before_it_is_ready_it_has_one_thing_to_say(string said, string inputs) =>
        Kinds(ListenerState.Acknowledged, said).ShouldBe(inputs);

    [Theory]
    [InlineData("RESULT 2\nOK", "Accepted")]
    [InlineData("RESULT 2\nO", "")]
    [InlineData("RESULT 4\nFAIL", "Rejected")]
    [InlineData("RESULT 2\nok", "Rejected")]
    [InlineData("RESULT 3\nOK\n", "Rejected")]
    [InlineData("RESULT 0\n", "Rejected")]
    [InlineData("GARBAGE2\nOK", "Accepted")]
    [InlineData("RESULT  +2 \r\nOK", "Accepted")]
    [InlineData("RESULT 2\nOKREADY\n", "Accepted Ready")]
    [InlineData("RESULT 2\nOK\n", "Accepted")]
    [InlineData("RESULT two\n", "BadResult")]
    [InlineData("RESULT -1\n", "BadResult")]
    [InlineData("RESULT\n", "BadResult")]
    [InlineData("\n", "BadResult")]
    [InlineData("READY\n", "BadResult")]
    [InlineData("RESULT 99999999999999999999\n", "BadResult")]
    public void An_event_is_owed_a_result(string said, string inputs) => Kinds(ListenerState.Busy, said).ShouldBe(inputs);

    [Fact]
    public void A_bad_line_is_told_as_it_is()
    {
        Inputs(ListenerState.Busy, [Encoding.UTF8.GetBytes("RESULT zwölf\n")])[0].Line.ShouldBe("RESULT zwölf");
        Inputs(
            ListenerState.Busy,
            [
                [0xFF, (byte)'\n'],
            ]
        )[0]
            .Line.ShouldBe("Undecodable: b'\\xff'");
    }

    [Fact]
    public void A_line_without_an_end_is_no_result() =>
        Kinds(ListenerState.Busy, new string('x', ListenerScanner.LongestResultLine + 1)).ShouldBe("BadResult");

    [Fact]
    public void A_long_result_is_not_collected() =>
        Kinds(ListenerState.Busy, "RESULT 100000\n" + new string('x', 100_000) + "READY\n").ShouldBe("Rejected Ready");

    /// <summary>Whatever pieces it comes in, the same is understood.</summary>
    [Fact]
    public void Pieces_do_not_matter()
    {
        var words = Gen.Elements("READY\n", "RESULT 2\nOK", "RESULT 4\nFAIL", "RESULT 0\n", "RESULT x\n", "R", "\n", "OK");
        var cases =
            from state in Gen.Elements(ListenerState.Acknowledged, ListenerState.Busy)
            from said in Gen.ListOf(words)
            from cuts in Gen.ListOf(Gen.Choose(1, 9))
            select (state, Text: string.Concat(said), Cuts: cuts.ToArray());
        Prop.ForAll(
                cases.ToArbitrary(),
                example =>
                    Inputs(example.state, Cut(Encoding.UTF8.GetBytes(example.Text), example.Cuts))
                        .SequenceEqual(Inputs(example.state, [Encoding.UTF8.GetBytes(example.Text)]))
            )
            .QuickCheckThrowOnFailure();
    }

    private static IEnumerable<byte[]> Cut(byte[] bytes, int[] lengths)
    {
        var start = 0;
        for (var index = 0; start < bytes.Length; index++)
        {
            var length = lengths.Length == 0 ? 1 : Math.Min(lengths[index % lengths.Length], bytes.Length - start);
            yield return bytes[start..(start + length)];
            start += length;
        }
    }

    private static string Kinds(ListenerState state, string said) =>
        string.Join(' ', Inputs(state, [Encoding.UTF8.GetBytes(said)]).Select(input => input.Kind));

    private static List<ListenerInput> Inputs(ListenerState state, IEnumerable<byte[]> pieces)
    {
        var scanner = new ListenerScanner();
        var inputs = new List<ListenerInput>();
        foreach (var piece in pieces)
        {
            scanner.Add(piece);
            while (scanner.TryRead(state, out var input))
            {
                // What follows the first break of the protocol is noise, in as many pieces as it comes.
                if (state != ListenerState.Unknown)
                    inputs.Add(input);
                state = ListenerProtocol.Step(state, input.Kind).Next;
            }
        }
        return inputs;
    }
}
