using System.Globalization;
using System.Text;

namespace Supervisor.EndToEnd.Tests.Abuse;

/// <summary>Requests as they go over a connection.</summary>
internal static class Calls
{
    public const string Get = "GET /ok.html HTTP/1.1\r\nHost: x\r\n\r\n";

    /// <summary>The values of the parameters are XML.</summary>
    public static byte[] Post(string method, params string[] values) => PostBody(Body(method, values));

    public static string Body(string method, params string[] values)
    {
        var parameters = string.Concat(values.Select(value => $"<param><value>{value}</value></param>"));
        return $"<?xml version='1.0'?><methodCall><methodName>{method}</methodName><params>{parameters}</params></methodCall>";
    }

    /// <summary>The same call so many times in one.</summary>
    public static byte[] Multicall(string method, int count)
    {
        var call = $"<value><struct><member><name>methodName</name><value><string>{method}</string></value></member></struct></value>";
        return Post("system.multicall", $"<array><data>{string.Concat(Enumerable.Repeat(call, count))}</data></array>");
    }

    public static byte[] PostBody(string body)
    {
        var content = Encoding.UTF8.GetBytes(body);
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: {content.Length}\r\n\r\n"
        );
        return [.. Encoding.ASCII.GetBytes(head), .. content];
    }
}
