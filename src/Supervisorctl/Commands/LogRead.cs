using Supervisor.Protocol.Replies;
using Supervisorctl.Output;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>Prints the last bytes of a log.</summary>
internal static class LogRead
{
    public const int UsualLength = 1600;

    /// <summary>"100" of "-100".</summary>
    public static bool TryParseLength(string modifier, out long length)
    {
        var number = PythonText.ParseInteger(modifier[1..]);
        length = number ?? 0;
        return number is not null;
    }

    /// <param name="read">Calls for the bytes from an offset on; a negative one counts from the end.</param>
    /// <param name="name">Heads the line about a failure.</param>
    public static void Print(Session session, string name, long length, Func<XmlRpcValue, XmlRpcValue> read)
    {
        if (-length is < int.MinValue or > int.MaxValue)
        {
            session.Fail("error: <class 'OverflowError'>, int exceeds XML-RPC limits: file: supervisorctl line: 0");
            return;
        }
        try
        {
            session.WriteLine(read(XmlRpcArguments.Of((int)-length)) is XmlRpcValue.Text text ? text.Value : "");
        }
        catch (XmlRpcFault fault) when (ReasonOf(fault.Code) is { } reason)
        {
            session.Fail($"{name}: ERROR ({reason})");
        }
    }

    private static string? ReasonOf(ControlResult code) =>
        code switch
        {
            ControlResult.NoFile => "no log file",
            ControlResult.Failed => "unknown error reading log",
            ControlResult.BadName => "no such process name",
            _ => null,
        };
}
