using System.Numerics;
using Supervisor.Gateway.XmlRpc.Answers;
using Supervisor.Gateway.XmlRpc.Values;

namespace Supervisor.Gateway.XmlRpc.Methods;

/// <summary>An offset or a length as callers give it: whatever Python's int takes.</summary>
internal static class LogPosition
{
    /// <summary>Beyond the size of any file, and two of them can be added.</summary>
    private const long Farthest = 1L << 61;

    /// <summary>Null when it can be taken; otherwise what the call comes to.</summary>
    public static Answer? TryTake(RpcValue value, out long position)
    {
        position = 0;
        switch (value)
        {
            case RpcValue.Integer integer:
                position = Bounded(integer.Value);
                return null;
            case RpcValue.Truth truth:
                position = truth.Value ? 1 : 0;
                return null;
            case RpcValue.Real real when double.IsFinite(real.Value):
                position = Bounded(new BigInteger(real.Value));
                return null;
            case RpcValue.Real real:
                return double.IsNaN(real.Value)
                    ? new Answer.Unforeseen("ValueError", "cannot convert float NaN to integer")
                    : new Answer.Unforeseen("OverflowError", "cannot convert float infinity to integer");
            case RpcValue.Text text when PythonNumber.TryParseInteger(text.Value, out var number):
                position = Bounded(number);
                return null;
            case RpcValue.Text text:
                return new Answer.Unforeseen("ValueError", $"invalid literal for int() with base 10: {PythonText.Quote(text.Value)}");
            default:
                return Faults.IncorrectParameters;
        }
    }

    private static long Bounded(BigInteger number) => (long)BigInteger.Max(-Farthest, BigInteger.Min(number, Farthest));
}
