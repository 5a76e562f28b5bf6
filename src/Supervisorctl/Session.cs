using Supervisorctl.Api;
using Supervisorctl.Connection;
using Supervisorctl.Local;
using Supervisorctl.Output;
using Supervisorctl.Shell;
using Supervisorctl.XmlRpc;

namespace Supervisorctl;

/// <summary>What the commands of one run share: the server that is spoken to, the user, and the exit status so far.</summary>
internal sealed class Session(string serverUrl, Credentials? credentials, IOutput output, IOutput errors, IUser user, LocalCommands local)
    : IDisposable
{
    private const string RpcPath = "/RPC2";
    private HttpConnection? _connection;

    /// <summary>As it was given; it may be no address at all, which only matters once something is asked of it.</summary>
    public string ServerUrl { get; private set; } = serverUrl;

    public Credentials? Credentials { get; set; } = credentials;

    /// <summary>Whether a person is at the prompt, who can be asked.</summary>
    public bool IsInteractive { get; init; }

    public IOutput Output { get; } = output;
    public IOutput Errors { get; } = errors;
    public IUser User { get; } = user;
    public LocalCommands Local { get; } = local;
    public StateColours Colours { get; init; } = new(isOn: false);

    public int Status { get; set; }

    /// <summary>The shell was told to end.</summary>
    public bool IsEnding { get; set; }

    public JsonApi Api => field ??= new JsonApi(this);

    /// <summary>Speaks to another server from now on.</summary>
    public void Open(string url)
    {
        Dispose();
        ServerUrl = url;
        Api.Forget();
    }

    public void WriteLine(string line) => Output.WriteLine(line);

    /// <summary>Prints a line about a failure, and remembers its exit status.</summary>
    public void Fail(string line, int status = ExitStatus.Generic)
    {
        Output.WriteLine(line);
        Status = status;
    }

    /// <summary>The connection that calls share.</summary>
    public HttpConnection Connection => _connection ??= Connect();

    /// <summary>A connection of its own, for what goes on beside other calls.</summary>
    public HttpConnection Connect() => new(ServerAddress.Parse(ServerUrl));

    /// <summary>Calls "supervisor.METHOD".</summary>
    /// <exception cref="ControlException">It was refused, or the server cannot be spoken to.</exception>
    public XmlRpcValue Call(string method, params ReadOnlySpan<XmlRpcValue> arguments) =>
        ResultOf(
            Connection.Ask("POST", RpcPath, Credentials, "text/xml", XmlRpcWriter.Call("supervisor." + method, arguments), Reads(method))
        );

    /// <summary>Sends a call whose answer <see cref="Receive"/> takes.</summary>
    public void Send(HttpConnection connection, string method, params ReadOnlySpan<XmlRpcValue> arguments) =>
        connection.Send("POST", RpcPath, Credentials, "text/xml", XmlRpcWriter.Call("supervisor." + method, arguments));

    public static XmlRpcValue Receive(HttpConnection connection) => ResultOf(connection.Receive());

    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
    }

    /// <summary>By the names of the methods, which the original chose.</summary>
    private static bool Reads(string method) =>
        method.StartsWith("get", StringComparison.Ordinal)
        || method.StartsWith("read", StringComparison.Ordinal)
        || method.StartsWith("tail", StringComparison.Ordinal);

    private static XmlRpcValue ResultOf(HttpAnswer answer) =>
        answer.IsSuccess ? XmlRpcReader.ReadAnswer(answer.Body) : throw new StatusException(answer.Status, answer.Reason, RpcPath);
}
