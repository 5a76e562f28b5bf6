using System.Text;
using Supervisor.Gateway.XmlRpc;
using Supervisor.Gateway.XmlRpc.Answers;
using Supervisor.Gateway.XmlRpc.Methods;
using Supervisor.Gateway.XmlRpc.Reading;
using Supervisor.Protocol.Replies;

namespace Supervisor.Gateway.Tests.XmlRpc;

/// <summary>Calls as a client writes them, and what they come to.</summary>
internal static class Calls
{
    public const int LargestAnswer = 64 * 1024 * 1024;
    private const int MostElements = 500_000;

    /// <summary>As much as answers have together.</summary>
    public static MemoryBudget Memory => new(LargestAnswer + 16 * 1024 * 1024, LargestAnswer);

    public const string Success = "<value><boolean>1</boolean></value>\n";

    /// <summary>The values of the parameters as XML, "&lt;int&gt;5&lt;/int&gt;" or a plain text.</summary>
    public static string Xml(string method, params string[] values) =>
        $"<?xml version='1.0'?>\n<methodCall>\n<methodName>{method}</methodName>\n<params>\n"
        + string.Concat(values.Select(value => $"<param>\n<value>{value}</value>\n</param>\n"))
        + "</params>\n</methodCall>\n";

    public static MethodCall? Read(string xml) => Read(Encoding.UTF8.GetBytes(xml));

    public static MethodCall? Read(byte[] xml) => CallReader.Read(xml, MostElements);

    /// <summary>What the call comes to.</summary>
    public static Answer Ask(ScriptedMaster master, string method, params string[] values)
    {
        var call = Read(Xml(method, values)).ShouldNotBeNull();
        var answer = new MethodTable(master, Memory).CallAsync(call.Name, call.Parameters, CancellationToken.None);
        answer.IsCompleted.ShouldBeTrue();
        return answer.GetAwaiter().GetResult();
    }

    /// <summary>What it comes to when the master gives this reply.</summary>
    public static Answer Ask(Reply reply, string method, params string[] values) => Ask(new ScriptedMaster(reply), method, values);

    /// <summary>The value as it is laid out.</summary>
    public static string Layout(this Answer answer)
    {
        using var writer = new AnswerWriter(Memory);
        answer.Write(writer);
        return Text(writer);
    }

    public static string Response(this Answer answer)
    {
        using var writer = new AnswerWriter(Memory);
        ResponseLayout.Write(writer, answer);
        return Text(writer);
    }

    public static string Text(this AnswerWriter writer)
    {
        var bytes = writer.Pieces().SelectMany(piece => piece.ToArray()).ToArray();
        bytes.Length.ShouldBe((int)writer.Length);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
    }

    public static void ShouldBeFault(this Answer answer, int code, string text) => answer.ShouldBe(new Answer.Fault(code, text));
}
