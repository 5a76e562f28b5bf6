using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Supervisor.Engine.Events;
using Supervisor.Engine.Logs;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Logs;

public sealed class OutputCaptureTests
{
    private const string Begin = "<!--XSUPERVISOR:BEGIN-->";
    private const string End = "<!--XSUPERVISOR:END-->";

    [Fact]
    public void What_stands_between_the_tokens_is_an_event_and_no_output() =>
        Pass($"a{Begin}captured{End}b{Begin}{End}c").ShouldBe(("abc", "captured|"));

    [Fact]
    public void Only_the_token_that_is_looked_for_counts() => Pass($"a{End}b{Begin}c{Begin}d{End}").ShouldBe(($"a{End}b", $"c{Begin}d"));

    [Theory]
    [InlineData("<!--XSUPERVISOR:BEGIN--")]
    [InlineData("<")]
    [InlineData("<!--XSUPERVISOR:BEGIN<!--XSUPER")]
    public void The_beginning_of_a_token_at_the_end_is_output(string text) => Pass("x" + text).ShouldBe(("x" + text, ""));

    [Fact]
    public void A_capture_without_an_end_is_output_after_all() => Pass($"a{Begin}words<!--XSUP").ShouldBe(($"a{Begin}words<!--XSUP", ""));

    [Fact]
    public void What_may_begin_a_token_is_all_that_is_held_back()
    {
        var capture = new Recorder(1000);
        capture.Accept("text without an end <!--X");
        capture.Output.ShouldBe("text without an end ");
        capture.Accept("Y");
        capture.Output.ShouldBe("text without an end <!--XY");
    }

    /// <summary>By a later version, or by nobody.</summary>
    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 1, 0, 0, 1, 0, 0 })]
    [InlineData(new byte[] { 1, 0, 0, 9, 0, 0, 0, 1 })]
    [InlineData(new byte[] { 1, 0, 0, 255, 255, 255, 255, 1 })]
    public void A_note_that_is_not_whole_is_not_gone_on_with(byte[] note)
    {
        var capture = new Recorder(1000);
        capture.Resume(note).ShouldBe(note.Length);
        capture.Accept($"a{Begin}b{End}");
        (capture.Output, capture.Events.ShouldHaveSingleItem()).ShouldBe(("a", "b"));
    }

    [Fact]
    public void When_the_ring_is_full_each_chunk_displaces_as_many_bytes_as_it_has()
    {
        var capture = new Recorder(10);
        capture.Accept(Begin + "12345");
        capture.Accept("6789");
        capture.Accept("abc");
        capture.Accept(End);
        capture.Events.ShouldBe(["456789abc"]);
    }

    [Fact]
    public void A_single_chunk_that_is_larger_than_the_ring_is_kept_whole()
    {
        var capture = new Recorder(10);
        capture.Accept($"{Begin}123456789012345{End}");
        capture.Events.ShouldBe(["123456789012345"]);
    }

    [Fact]
    public void Escapes_are_stripped_from_what_is_captured()
    {
        var capture = new Recorder(100, new AnsiStripper());
        capture.Accept($"{Begin}\e[1mbo");
        capture.Accept($"ld\e[0m{End}");
        capture.Events.ShouldBe(["bold"]);
    }

    [Fact]
    public void What_nobody_subscribed_to_is_captured_and_told_to_nobody()
    {
        var capture = new Recorder(100) { IsWanted = false };
        capture.Accept($"a{Begin}b{End}c");
        (capture.Output, capture.Events.Count).ShouldBe(("ac", 0));
    }

    /// <summary>Any cutting of a stream gives the same log and the same events.</summary>
    [Fact]
    public void Pieces_do_not_matter()
    {
        var words = Gen.Elements(Begin, End, "<!--XSUPERVISOR:", "BEGIN-->", "END-->", "<", "<!--", "text", "\n");
        var cases =
            from stream in Gen.ListOf(words)
            from cuts in Gen.NonEmptyListOf(Gen.Choose(1, 30))
            select (Stream: string.Concat(stream), Cuts: cuts.ToArray());
        Prop.ForAll(cases.ToArbitrary(), example => Pass(example.Stream, example.Cuts) == Pass(example.Stream))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void A_stream_may_be_cut_at_every_position()
    {
        const string Stream = $"before{Begin}inside{End}after<!--{Begin}more{End}";
        var whole = Pass(Stream);
        whole.ShouldBe(("beforeafter<!--", "inside|more"));
        for (var first = 1; first < Stream.Length; first++)
        {
            for (var second = 1; first + second < Stream.Length; second++)
                Pass(Stream, first, second, Stream.Length).ShouldBe(whole, $"cut after {first} and {second} more");
        }
    }

    private static (string Output, string Events) Pass(string stream, params int[] cuts)
    {
        var capture = new Recorder(100_000);
        for (var (start, index) = (0, 0); start < stream.Length; index++)
        {
            var length = cuts.Length == 0 ? stream.Length : Math.Min(cuts[index % cuts.Length], stream.Length - start);
            capture.Accept(stream.Substring(start, length));
            start += length;
        }
        capture.Flush();
        return (capture.Output, string.Join('|', capture.Events));
    }

    private sealed class Recorder : IOutputReceiver
    {
        private readonly StringBuilder _output = new();
        private readonly OutputRelay _relay;
        private readonly OutputBatch _batch;
        private readonly OutputCapture _capture;

        public Recorder(long capacity, AnsiStripper? stripper = null)
        {
            _relay = new OutputRelay(notice => Events.Add(Encoding.UTF8.GetString(notice.Output!.Data.Span)));
            IsWanted = true;
            _batch = new OutputBatch(_relay, null);
            var feed = new EventFeed(new LogChannel(new Descriptor(int.MaxValue)), EventType.ProcessCommunicationStdout, _batch);
            _capture = new OutputCapture(capacity, feed, stripper);
        }

        public bool IsWanted
        {
            set => _relay.Wanted = value ? EventTypeSet.Of(["PROCESS_COMMUNICATION"]) : default;
        }

        public List<string> Events { get; } = [];

        public string Output => _output.ToString();

        public void Accept(string text)
        {
            _capture.Accept(Encoding.UTF8.GetBytes(text), this);
            _batch.Send();
        }

        public int Resume(ReadOnlySpan<byte> note) => _capture.Resume(note);

        public void Flush() => _capture.Flush(this);

        public void Receive(ReadOnlySpan<byte> output) => _output.Append(Encoding.UTF8.GetString(output));
    }
}
