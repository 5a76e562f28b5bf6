using System.Globalization;
using System.Numerics;
using System.Security;
using System.Text;
using System.Xml;
using FsCheck;
using FsCheck.Fluent;
using Supervisor.Gateway.XmlRpc.Answers;
using Supervisor.Gateway.XmlRpc.Values;

namespace Supervisor.Gateway.Tests.XmlRpc;

/// <summary>What holds for every value, text and sequence of bytes.</summary>
public sealed class RoundTripProperties
{
    private static readonly Config Configuration = Config.QuickThrowOnFailure.WithMaxTest(1000);

    private static readonly Gen<string> Texts = Gen.Elements(
            "a",
            "B",
            " ",
            "<",
            "&",
            ">",
            "'",
            "\"",
            "]]>",
            "\n",
            "\u00e9",
            "\u20ac",
            "\U0001F600"
        )
        .ListOf()
        .Select(string.Concat);

    private static readonly Gen<RpcValue> Scalars = Gen.OneOf(
        Texts.Select(RpcValue (text) => new RpcValue.Text(text)),
        ArbMap.Default.GeneratorFor<BigInteger>().Select(RpcValue (number) => new RpcValue.Integer(number)),
        Gen.Elements(true, false).Select(RpcValue (truth) => new RpcValue.Truth(truth)),
        ArbMap.Default.GeneratorFor<double>().Select(RpcValue (number) => new RpcValue.Real(number)),
        Gen.Choose(0, int.MaxValue).Select(RpcValue (seconds) => new RpcValue.Time(DateTime.UnixEpoch.AddSeconds(seconds))),
        Gen.Constant<RpcValue>(RpcValue.Nothing.Instance)
    );

    [Fact]
    public void Every_value_is_read_as_it_was_written() =>
        Prop.ForAll(
                Gen.Sized(size => Values(Math.Min(size, 12))).ToArbitrary(),
                value =>
                {
                    var call = Calls.Read(Calls.Xml("m.n", Write(value))).ShouldNotBeNull();
                    PythonText.Of(new RpcValue.List(call.Parameters)).ShouldBe(PythonText.Of(new RpcValue.List([value])));
                }
            )
            .Check(Configuration);

    [Fact]
    public void Every_sequence_of_bytes_becomes_XML_that_can_be_read() =>
        Prop.ForAll(
                ArbMap.Default.GeneratorFor<byte[]>().ToArbitrary(),
                bytes =>
                {
                    using var writer = new AnswerWriter(Calls.Memory);
                    writer.Write("<a>"u8);
                    writer.WriteCharacters(bytes);
                    writer.Write("</a>"u8);
                    var document = new XmlDocument { XmlResolver = null, PreserveWhitespace = true };
                    document.LoadXml(writer.Text());
                    document.DocumentElement.ShouldNotBeNull().InnerText.ShouldBe(Readable(Encoding.UTF8.GetString(bytes)));
                }
            )
            .Check(Configuration);

    [Fact]
    public void No_sequence_of_bytes_makes_the_reader_throw() =>
        Prop.ForAll(
                Gen.Elements(
                        "<value>",
                        "</value>",
                        "<params>",
                        "</params>",
                        "<int>",
                        "</int>",
                        "<struct>",
                        "<member>",
                        "<name>",
                        "1",
                        "x",
                        "<",
                        ">",
                        "/",
                        "&amp;",
                        "&",
                        "<!--",
                        "-->",
                        "<![CDATA[",
                        "]]>",
                        "<?",
                        "?>",
                        "<!DOCTYPE a>",
                        "<methodName>",
                        "</methodName>",
                        "\0",
                        "\u00e9"
                    )
                    .ListOf()
                    .Select(string.Concat)
                    .ToArbitrary(),
                text => Calls.Read(text)?.Name.ShouldNotBeNullOrEmpty()
            )
            .Check(Configuration.WithMaxTest(5000));

    /// <summary>With what XML does not allow replaced.</summary>
    private static string Readable(string text) =>
        new([.. text.Select(character => XmlConvert.IsXmlChar(character) || char.IsSurrogate(character) ? character : '\ufffd')]);

    private static Gen<RpcValue> Values(int size) =>
        size == 0
            ? Scalars
            : Gen.Frequency(
                (4, Scalars),
                (1, Values(size / 3).ListOf().Select(RpcValue (items) => new RpcValue.List([.. items]))),
                (
                    1,
                    Texts
                        .Zip(Values(size / 3))
                        .ListOf()
                        .Select(
                            RpcValue (members) => new RpcValue.Structure(Members(members.Select(member => (member.Item1, member.Item2))))
                        )
                )
            );

    private static OrderedDictionary<string, RpcValue> Members(IEnumerable<(string Name, RpcValue Value)> members)
    {
        var result = new OrderedDictionary<string, RpcValue>(StringComparer.Ordinal);
        foreach (var (name, value) in members)
            result[name] = value;
        return result;
    }

    private static string Write(RpcValue value) =>
        value switch
        {
            RpcValue.Text text => $"<string>{SecurityElement.Escape(text.Value)}</string>",
            RpcValue.Integer integer => $"<int>{integer.Value}</int>",
            RpcValue.Truth truth => truth.Value ? "<boolean>1</boolean>" : "<boolean>0</boolean>",
            RpcValue.Real real => $"<double>{PythonText.Of(real)}</double>",
            RpcValue.Time time =>
                $"<dateTime.iso8601>{time.Value.ToString("yyyyMMddTHH:mm:ss", CultureInfo.InvariantCulture)}</dateTime.iso8601>",
            RpcValue.List list =>
                $"<array><data>{string.Concat(list.Items.Select(item => $"<value>{Write(item)}</value>"))}</data></array>",
            RpcValue.Structure structure => "<struct>"
                + string.Concat(
                    structure.Members.Select(member =>
                        $"<member><name>{SecurityElement.Escape(member.Key)}</name><value>{Write(member.Value)}</value></member>"
                    )
                )
                + "</struct>",
            _ => "<nil/>",
        };
}
