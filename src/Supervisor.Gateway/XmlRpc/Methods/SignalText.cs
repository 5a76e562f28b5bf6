using System.Globalization;
using System.Numerics;
using Supervisor.Gateway.XmlRpc.Answers;
using Supervisor.Gateway.XmlRpc.Values;

namespace Supervisor.Gateway.XmlRpc.Methods;

/// <summary>A signal as a caller may give it: a number of any type, or a text.</summary>
internal static class SignalText
{
    public static Answer? Check(RpcValue value) =>
        value switch
        {
            RpcValue.Text or RpcValue.Integer or RpcValue.Truth => null,
            RpcValue.Real real when double.IsFinite(real.Value) => null,
            RpcValue.Real real when double.IsInfinity(real.Value) => new Answer.Unforeseen(
                "OverflowError",
                "cannot convert float infinity to integer"
            ),
            _ => new Answer.Unforeseen("AttributeError", $"'{value.PythonType}' object has no attribute 'strip'"),
        };

    /// <summary>Of one that was checked: digits, or the text as it is.</summary>
    public static string Of(RpcValue value) =>
        value switch
        {
            RpcValue.Text text => PythonNumber.TryParseInteger(text.Value, out var number) ? Digits(number) : text.Value,
            RpcValue.Real real => Digits(new BigInteger(real.Value)),
            RpcValue.Truth truth => truth.Value ? "1" : "0",
            _ => PythonText.Of(value),
        };

    private static string Digits(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);
}
