using System.Text;
using Supervisor.Gateway.XmlRpc;
using Supervisor.Gateway.XmlRpc.Answers;

namespace Supervisor.Gateway.Tests.XmlRpc;

public sealed class AnswerWriterTests
{
    [Fact]
    public void Lays_a_response_out_as_Python() =>
        Answer
            .True.Response()
            .ShouldBe(
                "<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n<value><boolean>1</boolean></value>\n</param>\n</params>\n</methodResponse>\n"
            );

    [Fact]
    public void Lays_a_fault_out_as_Python() =>
        new Answer.Fault(10, "BAD_NAME: a&b")
            .Response()
            .ShouldBe(
                """
                <?xml version='1.0'?>
                <methodResponse>
                <fault>
                <value><struct>
                <member>
                <name>faultCode</name>
                <value><int>10</int></value>
                </member>
                <member>
                <name>faultString</name>
                <value><string>BAD_NAME: a&amp;b</string></value>
                </member>
                </struct></value>
                </fault>
                </methodResponse>

                """
            );

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("<a> & 'b' \"c\"", "&lt;a&gt; &amp; 'b' \"c\"")]
    [InlineData("tab\tline\nreturn\r", "tab\tline\nreturn\r")]
    [InlineData("\0\u0001\u001b[0m\u001f\u007f", "\ufffd\ufffd\ufffd[0m\ufffd\u007f")]
    [InlineData("hé€😀", "hé€😀")]
    [InlineData("\ufffe\uffff\ufffd", "\ufffd\ufffd\ufffd")]
    public void Escapes_what_must_be_and_replaces_what_cannot_be(string text, string written) =>
        new Answer.Text(text).Layout().ShouldBe($"<value><string>{written}</string></value>\n");

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() =>
        new Answer.Text(new string(['\ud83d', '-', '\ude00'])).Layout().ShouldBe("<value><string>\ufffd-\ufffd</string></value>\n");

    [Fact]
    public void Bytes_that_are_no_UTF8_are_replaced_one_by_one()
    {
        using var writer = new AnswerWriter(Calls.Memory);
        writer.WriteCharacters([0x61, 0x80, 0xFF, 0xE2, 0x82, 0x62, 0xF0, 0x9F]);
        writer.Text().ShouldBe("a\ufffd\ufffd\ufffdb\ufffd");
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1, "-1")]
    [InlineData(2147483648, "2147483647")]
    [InlineData(long.MinValue, "-2147483648")]
    public void Numbers_end_where_the_type_ends(long number, string written) =>
        new Answer.Number(number).Layout().ShouldBe($"<value><int>{written}</int></value>\n");

    [Fact]
    public void A_long_answer_is_whole_though_it_is_in_pieces()
    {
        var text = string.Concat(Enumerable.Range(0, 600_000).Select(index => index % 7 == 0 ? "é😀" : "x&"));
        var escaped = text.Replace("&", "&amp;", StringComparison.Ordinal);
        new Answer.Text(text).Layout().ShouldBe($"<value><string>{escaped}</string></value>\n");
    }

    [Fact]
    public void An_answer_beyond_all_measure_is_given_up()
    {
        using var writer = new AnswerWriter(Calls.Memory);
        var megabyte = new byte[1024 * 1024];
        Should.Throw<AnswerTooLargeException>(() =>
        {
            for (var written = 0L; written <= 2L * Calls.LargestAnswer; written += megabyte.Length)
                writer.Write(megabyte);
        });
    }

    [Fact]
    public void Answers_share_their_memory_and_give_it_back()
    {
        var budget = new MemoryBudget(100_000, 100_000);
        using var other = new AnswerWriter(budget);
        using (var writer = new AnswerWriter(budget))
        {
            writer.Write(new byte[50_000]);
            Should.Throw<AnswerTooLargeException>(() => other.Write(new byte[50_000]));
        }
        other.Write(new byte[50_000]);
        other.Length.ShouldBeGreaterThanOrEqualTo(50_000);
    }

    [Fact]
    public void What_is_written_can_be_read_as_XML_whatever_it_is()
    {
        var everything = new StringBuilder();
        for (var character = 0; character <= char.MaxValue; character++)
            everything.Append((char)character);
        var document = new System.Xml.XmlDocument { XmlResolver = null };
        document.LoadXml(new Answer.Text(everything.ToString()).Response());
        document.DocumentElement.ShouldNotBeNull().InnerText.Length.ShouldBeGreaterThan(60_000);
    }
}
