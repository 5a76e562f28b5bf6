using System.Globalization;
using System.Numerics;
using System.Text;
using Supervisor.Gateway.XmlRpc.Values;

namespace Supervisor.Gateway.Tests.XmlRpc;

public sealed class CallReaderTests
{
    /// <summary>Each was tried on the original: what it takes a parameter for, as Python prints it.</summary>
    [Theory]
    [InlineData("<int>5</int>", "5")]
    [InlineData("<i4> 5 </i4>", "5")]
    [InlineData("<int>1_0</int>", "10")]
    [InlineData("<int>99999999999999999999</int>", "99999999999999999999")]
    [InlineData("<i8>5</i8>", "'5'")]
    [InlineData("<unknown>zz</unknown>", "'zz'")]
    [InlineData("<ex:i8 xmlns:ex='u'>5</ex:i8>", "'5'")]
    [InlineData("<boolean>1</boolean>", "True")]
    [InlineData("<boolean>0</boolean>", "False")]
    [InlineData("<boolean>true</boolean>", "False")]
    [InlineData("<boolean> 1</boolean>", "False")]
    [InlineData("<double>1e5</double>", "100000.0")]
    [InlineData("<double> 1 </double>", "1.0")]
    [InlineData("<double>1_0.5</double>", "10.5")]
    [InlineData("<double>inf</double>", "inf")]
    [InlineData("<double>-Infinity</double>", "-inf")]
    [InlineData("<double>NaN</double>", "nan")]
    [InlineData("<double>1e400</double>", "inf")]
    [InlineData("<dateTime.iso8601>20260102T03:04:05</dateTime.iso8601>", "datetime.datetime(2026, 1, 2, 3, 4, 5)")]
    [InlineData("<string>q</string>", "'q'")]
    [InlineData("<string/>", "''")]
    [InlineData("", "''")]
    [InlineData("ab", "'ab'")]
    [InlineData(" <string>q</string> ", "'q'")]
    [InlineData("x<string>q</string>", "'q'")]
    [InlineData("<string>a</string><int>5</int>", "'a'")]
    [InlineData("<string>a<b/>c</string>", "'a'")]
    [InlineData("<string>&amp;&lt;&#65;&#x42;</string>", "'&<AB'")]
    [InlineData("<string><![CDATA[<x>]]></string>", "'<x>'")]
    [InlineData("<string>y<!-- c -->z<![CDATA[!]]></string>", "'yz!'")]
    [InlineData("<string>a\r\nb</string>", "'a\\nb'")]
    [InlineData("<base64>Y2F0</base64>", "'cat'")]
    [InlineData("<base64>!!Y2 F0</base64>", "'cat'")]
    [InlineData("<base64>Y2F0Y2F0=</base64>", "'catcat'")]
    [InlineData("<base64>YQ==Y2F0</base64>", "'a'")]
    [InlineData("<base64/>", "''")]
    [InlineData("<nil/>", "None")]
    [InlineData("<array><data/></array>", "[]")]
    [InlineData("<array><data><value><int>1</int></value><value>a</value></data></array>", "[1, 'a']")]
    [InlineData("<struct/>", "{}")]
    [InlineData("<struct><member><name>a</name><value><int>1</int></value></member></struct>", "{'a': 1}")]
    [InlineData(
        "<struct><member><name>a</name><value>1</value></member><member><name>b</name><value/></member><member><name>a</name><value>2</value></member></struct>",
        "{'a': '2', 'b': ''}"
    )]
    [InlineData("<struct><member><name/><value>1</value></member></struct>", "{'': '1'}")]
    public void Takes_a_value_as_the_original_does(string xml, string printed)
    {
        var call = Calls.Read(Calls.Xml("m.n", xml)).ShouldNotBeNull();
        PythonText.Of(new RpcValue.List(call.Parameters)).ShouldBe($"[{printed}]");
    }

    [Theory]
    [InlineData("<int/>")]
    [InlineData("<int>x</int>")]
    [InlineData("<int>1__0</int>")]
    [InlineData("<int>_1</int>")]
    [InlineData("<int>--1</int>")]
    [InlineData("<double/>")]
    [InlineData("<double>x</double>")]
    [InlineData("<double>∞</double>")]
    [InlineData("<dateTime.iso8601>2026</dateTime.iso8601>")]
    [InlineData("<dateTime.iso8601/>")]
    [InlineData("<base64>Y2F</base64>")]
    [InlineData("<base64>Y</base64>")]
    [InlineData("<base64>/w==</base64>")]
    [InlineData("<array/>")]
    [InlineData("<struct><member><name>a</name></member></struct>")]
    [InlineData("<struct><member/></struct>")]
    [InlineData("<struct><string>a</string></struct>")]
    [InlineData("<string>&nope;</string>")]
    [InlineData("<string>&#0;</string>")]
    [InlineData("<string>&#xD800;</string>")]
    [InlineData("<string>\u0001</string>")]
    public void Refuses_what_cannot_be_read(string xml) => Calls.Read(Calls.Xml("m.n", xml)).ShouldBeNull();

    /// <summary>The form around the parameters hardly counts.</summary>
    [Theory]
    [InlineData("<methodCall><methodName>m.n</methodName></methodCall>", 0)]
    [InlineData("<methodName>m.n</methodName>", 0)]
    [InlineData("\n<x><methodName>m.n</methodName></x>\n", 0)]
    [InlineData("<methodCall><methodName>a</methodName><methodName>m.n</methodName></methodCall>", 0)]
    [InlineData("<methodCall><methodName>m.n<b/></methodName></methodCall>", 0)]
    [InlineData("<methodCall><methodName>m.n</methodName><params></params></methodCall>", 0)]
    [InlineData("<methodCall><methodName>m.n</methodName><params><value>x</value></params></methodCall>", 1)]
    [InlineData("<methodCall><methodName>m.n</methodName><params><param><string>x</string></param></params></methodCall>", 1)]
    [InlineData("<methodCall><params><param><value>x</value></param></params><methodName>m.n</methodName></methodCall>", 1)]
    [InlineData("<?xml version='1.0' encoding='latin-1'?><methodCall><methodName>m.n</methodName></methodCall>", 0)]
    [InlineData("<?xml version='1.0' encoding='utf-16'?><methodCall><methodName>m.n</methodName></methodCall>", 0)]
    [InlineData("\uFEFF<methodCall><methodName>m.n</methodName></methodCall>", 0)]
    public void Takes_a_call_as_the_original_does(string xml, int count)
    {
        var call = Calls.Read(xml).ShouldNotBeNull();
        call.Name.ShouldBe("m.n");
        call.Parameters.Count.ShouldBe(count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<a")]
    [InlineData("garbage")]
    [InlineData("<methodCall></methodCall>")]
    [InlineData("<methodCall><methodName></methodName></methodCall>")]
    [InlineData("<methodCall><methodName>m.n</methodName></methodCall>junk")]
    [InlineData("\n<?xml version='1.0'?><methodCall><methodName>m.n</methodName></methodCall>")]
    [InlineData("<methodCall><methodName>m.n</methodName><params><param/></params></methodCall>")]
    [InlineData("<methodResponse><params/></methodResponse>")]
    [InlineData("<methodCall xmlns='x'><methodName>m.n</methodName></methodCall>")]
    [InlineData("<a:methodCall><methodName>m.n</methodName></a:methodCall>")]
    [InlineData("<methodCall><methodName>m.n</methodName></methodCall>\0")]
    [InlineData("<!DOCTYPE x><methodCall><methodName>m.n</methodName></methodCall>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a 'm.n'>]><methodCall><methodName>&a;</methodName></methodCall>")]
    [InlineData("<!DOCTYPE x SYSTEM 'file:///etc/passwd'><methodCall><methodName>m.n</methodName></methodCall>")]
    public void Refuses_what_is_no_call(string xml) => Calls.Read(xml).ShouldBeNull();

    [Fact]
    public void Reads_UTF8_whatever_the_declaration_says()
    {
        var xml = Encoding.UTF8.GetBytes("<?xml version='1.0' encoding='latin-1'?>" + "<methodName>hé€😀</methodName>");
        Calls.Read(xml).ShouldNotBeNull().Name.ShouldBe("hé€😀");
    }

    [Fact]
    public void Refuses_bytes_that_are_no_UTF8() =>
        Calls.Read([.. "<methodName>"u8.ToArray(), 0xFF, .. "</methodName>"u8.ToArray()]).ShouldBeNull();

    [Fact]
    public void An_entity_bomb_is_refused_without_being_unfolded()
    {
        var bomb = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 'lol'>");
        for (var level = 1; level < 30; level++)
            bomb.Append(CultureInfo.InvariantCulture, $"<!ENTITY a{level} '&a{level - 1};&a{level - 1};'>");
        Calls.Read(bomb + "]><methodName>&a29;</methodName>").ShouldBeNull();
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(100_000, false)]
    public void Nesting_is_bounded(int depth, bool isRead)
    {
        const string Open = "<array><data><value>";
        const string Close = "</value></data></array>";
        var value = string.Concat(Enumerable.Repeat(Open, depth)) + "x" + string.Concat(Enumerable.Repeat(Close, depth));
        (Calls.Read(Calls.Xml("m.n", value)) is not null).ShouldBe(isRead);
    }

    [Fact]
    public void Elements_that_only_open_are_refused() => Calls.Read(string.Concat(Enumerable.Repeat("<a>", 1_000_000))).ShouldBeNull();

    [Theory]
    [InlineData(100_000, true)]
    [InlineData(600_000, false)]
    [InlineData(2_000_000, false)]
    public void The_number_of_elements_is_bounded(int count, bool isRead)
    {
        var value = "<array><data>" + string.Concat(Enumerable.Repeat("<value/>", count)) + "</data></array>";
        (Calls.Read(Calls.Xml("m.n", value)) is not null).ShouldBe(isRead);
    }

    [Fact]
    public void A_tag_with_very_many_attributes_is_refused()
    {
        var tag = new StringBuilder("<value");
        for (var index = 0; index < 200_000; index++)
            tag.Append(CultureInfo.InvariantCulture, $" a{index}=''");
        Calls.Read(Calls.Xml("m.n", tag + "/>")).ShouldBeNull();
    }

    [Fact]
    public void A_text_in_very_many_pieces_is_read_in_linear_time()
    {
        var text = string.Concat(Enumerable.Repeat("x<!---->", 400_000));
        var call = Calls.Read(Calls.Xml("m.n", $"<string>{text}</string>")).ShouldNotBeNull();
        call.Parameters.ShouldHaveSingleItem().ShouldBe(new RpcValue.Text(new string('x', 400_000)));
    }

    [Fact]
    public void A_text_of_several_megabytes_is_ordinary()
    {
        var text = new string('x', 8 * 1024 * 1024);
        Calls.Read(Calls.Xml("m.n", text)).ShouldNotBeNull().Parameters.ShouldHaveSingleItem().ShouldBe(new RpcValue.Text(text));
    }

    [Fact]
    public void A_number_of_a_million_digits_is_refused_and_one_of_some_thousand_read()
    {
        Calls.Read(Calls.Xml("m.n", $"<int>{new string('9', 1_000_000)}</int>")).ShouldBeNull();
        Calls
            .Read(Calls.Xml("m.n", $"<int>{new string('9', 4000)}</int>"))
            .ShouldNotBeNull()
            .Parameters.ShouldHaveSingleItem()
            .ShouldBe(new RpcValue.Integer(BigInteger.Pow(10, 4000) - 1));
    }

    [Fact]
    public void Every_beginning_of_a_call_is_refused()
    {
        var xml = Encoding.UTF8.GetBytes(Calls.Xml("m.n", "<array><data><value><int>1</int></value></data></array>", "hé").TrimEnd());
        for (var length = 0; length < xml.Length; length++)
            Calls.Read(xml[..length]).ShouldBeNull();
        Calls.Read(xml).ShouldNotBeNull();
    }
}
