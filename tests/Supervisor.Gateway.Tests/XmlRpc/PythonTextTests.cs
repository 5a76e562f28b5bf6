using System.Numerics;
using Supervisor.Gateway.XmlRpc.Values;

namespace Supervisor.Gateway.Tests.XmlRpc;

public sealed class PythonTextTests
{
    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1, "1.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(100000, "100000.0")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(1e22, "1e+22")]
    [InlineData(123456789012345680, "1.2345678901234568e+17")]
    [InlineData(1234567890123456.5, "1234567890123456.5")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00012345, "0.00012345")]
    [InlineData(1e-5, "1e-05")]
    [InlineData(-1.5e-300, "-1.5e-300")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void Prints_numbers_as_Python(double value, string text) => PythonText.Of(new RpcValue.Real(value)).ShouldBe(text);

    [Theory]
    [InlineData("a", "'a'")]
    [InlineData("it's", "\"it's\"")]
    [InlineData("'\"", "'\\'\"'")]
    [InlineData("a\\b\n\r\t", "'a\\\\b\\n\\r\\t'")]
    [InlineData("\u0001\u007f\u00a0é€", "'\\x01\\x7f\\xa0é€'")]
    [InlineData("\u2028\ue000", "'\\u2028\\ue000'")]
    [InlineData("😀", "'😀'")]
    public void Quotes_texts_as_Python(string text, string quoted) => PythonText.Quote(text).ShouldBe(quoted);

    [Fact]
    public void Prints_a_time_alone_otherwise_than_in_a_list()
    {
        var time = new RpcValue.Time(new DateTime(2026, 1, 2, 3, 4, 0, DateTimeKind.Unspecified));
        PythonText.Of(time).ShouldBe("2026-01-02 03:04:00");
        PythonText.Of(new RpcValue.List([time, new RpcValue.Integer(BigInteger.One)])).ShouldBe("[datetime.datetime(2026, 1, 2, 3, 4), 1]");
    }
}
