using System.Text;
using Supervisor.Protocol.Replies;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Tests;

public sealed class XmlRpcReaderTests
{
    [Theory]
    [InlineData("<string>a &amp; b &lt;&gt; &quot;&apos; &#233;&#x1F600;</string>", "a & b <> \"' é😀")]
    [InlineData("<string></string>", "")]
    [InlineData("<string/>", "")]
    [InlineData("untyped", "untyped")]
    [InlineData("<string><![CDATA[<a>&]]> b</string>", "<a>& b")]
    [InlineData("<string>a<!-- c -->b</string>", "ab")]
    [InlineData("<string>a\r\nb\rc&#13;</string>", "a\nb\nc\r")]
    [InlineData("<double>1.5</double>", "1.5")]
    [InlineData("<string>\u0001\u001b[0m</string>", "\u0001\u001b[0m")]
    public void Text_is_read(string value, string expected) => Read(value).ShouldBe(new XmlRpcValue.Text(expected));

    [Theory]
    [InlineData("<int>-5</int>", -5)]
    [InlineData("<i4>7</i4>", 7)]
    public void A_number_is_read(string value, int expected) => Read(value).ShouldBe(new XmlRpcValue.Number(expected));

    [Fact]
    public void A_boolean_is_read() => Read("<boolean>1</boolean>").ShouldBe(new XmlRpcValue.Flag(true));

    [Fact]
    public void Arrays_and_structs_are_read_in_depth()
    {
        var items = Read(
            "<array><data>\n<value><struct>\n<member>\n<name>n</name>\n<value><int>1</int></value>\n</member>\n</struct></value>\n<value>x</value></data></array>"
        ).Items;
        items.Length.ShouldBe(2);
        items[0].ShouldBeOfType<XmlRpcValue.Structure>().NumberOf("n").ShouldBe(1);
        items[1].ShouldBe(new XmlRpcValue.Text("x"));
        Read("<array><data/></array>").Items.ShouldBeEmpty();
    }

    [Fact]
    public void A_fault_is_thrown_with_its_code_and_text()
    {
        var document =
            "<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>10</int></value></member>"
            + "<member><name>faultString</name><value><string>BAD_NAME: x</string></value></member></struct></value></fault></methodResponse>";
        var fault = Should.Throw<XmlRpcFault>(() => XmlRpcReader.ReadAnswer(Encoding.UTF8.GetBytes(document)));
        fault.Code.ShouldBe(ControlResult.BadName);
        fault.Line.ShouldBe("error: <class 'xmlrpc.client.Fault'>, <Fault 10: 'BAD_NAME: x'>: file: supervisorctl line: 0");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html></html>")]
    [InlineData("<methodResponse><params><param><value><int>x</int></value></param></params></methodResponse>")]
    [InlineData("<methodResponse><params><param><value><string>a</int></value></param></params></methodResponse>")]
    [InlineData("<methodResponse><params><param><value><string>&nope;</string></value></param></params></methodResponse>")]
    [InlineData("<methodResponse><params><param><value><string>a")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><methodResponse/>")]
    public void What_is_no_answer_is_refused(string document) =>
        Should.Throw<MalformedAnswerException>(() => XmlRpcReader.ReadAnswer(Encoding.UTF8.GetBytes(document)));

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var start = string.Concat(Enumerable.Repeat("<value><array><data>", 10_000));
        Should.Throw<MalformedAnswerException>(() =>
            XmlRpcReader.ReadAnswer(Encoding.UTF8.GetBytes("<methodResponse><params><param>" + start))
        );
    }

    [Fact]
    public void A_call_is_written_with_what_xml_needs_escaped() =>
        Encoding
            .UTF8.GetString(XmlRpcWriter.Call("supervisor.x", [XmlRpcArguments.Of("<&>\r"), XmlRpcArguments.Of(-1)]))
            .ShouldBe(
                "<?xml version='1.0'?>\n<methodCall>\n<methodName>supervisor.x</methodName>\n<params>\n"
                    + "<param>\n<value><string>&lt;&amp;&gt;&#13;</string></value>\n</param>\n<param>\n<value><int>-1</int></value>\n</param>\n"
                    + "</params>\n</methodCall>\n"
            );

    private static XmlRpcValue Read(string value) =>
        XmlRpcReader.ReadAnswer(
            Encoding.UTF8.GetBytes(
                $"<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n<value>{value}</value>\n</param>\n</params>\n</methodResponse>"
            )
        );
}
