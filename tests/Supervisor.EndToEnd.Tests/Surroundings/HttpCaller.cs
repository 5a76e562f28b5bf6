using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Supervisor.EndToEnd.Tests.Surroundings;

/// <summary>Calls a daemon over its unix socket. Each call makes a connection of its own unless it is told to keep it.</summary>
internal sealed partial class HttpCaller(string socket, bool keepsConnection = false) : IDisposable
{
    private readonly HttpClient _client = new(
        new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) => await ConnectAsync(socket, cancellation),
            PooledConnectionLifetime = keepsConnection ? Timeout.InfiniteTimeSpan : TimeSpan.Zero,
        }
    )
    {
        BaseAddress = new Uri("http://localhost"),
        Timeout = TimeSpan.FromSeconds(120),
    };

    public HttpStatusCode StatusOf(string path) => GetAsync(path).GetAwaiter().GetResult().Status;

    public string Get(string path) => GetAsync(path).GetAwaiter().GetResult().Body;

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string path)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>An empty object, as the JSON API wants it where nothing more is to be said.</summary>
    public (HttpStatusCode Status, string Body) Post(string path, string body = "{}")
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = _client.PostAsync(new Uri(path, UriKind.Relative), content).GetAwaiter().GetResult();
        return (answer.StatusCode, answer.Content.ReadAsStringAsync().GetAwaiter().GetResult());
    }

    /// <summary>The scalar that an XML-RPC method without or with text parameters gives, or "fault N".</summary>
    public string Call(string method, params string[] parameters)
    {
        var values = string.Concat(
            parameters.Select(text => $"<param><value><string>{WebUtility.HtmlEncode(text)}</string></value></param>")
        );
        var body = $"<?xml version='1.0'?><methodCall><methodName>{method}</methodName><params>{values}</params></methodCall>";
        using var content = new StringContent(body, Encoding.UTF8, "text/xml");
        using var answer = _client.PostAsync(new Uri("/RPC2", UriKind.Relative), content).GetAwaiter().GetResult();
        var text = answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        var value = Scalar().Match(text).Groups["value"].Value;
        return text.Contains("<fault>", StringComparison.Ordinal) ? $"fault {value}" : value;
    }

    public void Dispose() => _client.Dispose();

    private static async Task<Stream> ConnectAsync(string path, CancellationToken cancellation)
    {
        var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new NetworkStream(connection, ownsSocket: true);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    [GeneratedRegex(
        "<(string|int|boolean)>(?<value>[^<]*)</",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Scalar();
}
