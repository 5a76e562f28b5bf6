using System.Net;
using System.Net.Sockets;
using Supervisor.Gateway.Http;
using Supervisor.Gateway.Listening;
using Supervisor.Posix;
using Supervisor.Protocol.Gateway;

namespace Supervisor.Gateway.Tests.Serving;

/// <summary>A gateway on a thread, its fake master, and listening sockets of both kinds.</summary>
internal sealed class RunningGateway : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("supervisor-gateway-");
    private readonly List<Socket> _listeners = [];
    private readonly Task<int> _run;

    private RunningGateway(RequestLimits limits, FarewellTimes farewell)
    {
        var control = Master.Gateway.Number;
        _run = Task.Factory.StartNew(
            () => GatewayProgram.Run(control, limits, farewell),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
    }

    public static ListenerDescription Open { get; } = new("test", IsLocal: true, null, null, [], []);

    public FakeMaster Master { get; } = new();

    public string SocketPath => Path.Combine(_directory.FullName, "0");

    public string DirectoryPath => _directory.FullName;

    /// <summary>Those of the usual memory.</summary>
    private static RequestLimits UsualLimits { get; } = new(256 << 20, 4096);

    /// <summary>Not configured yet.</summary>
    public static RunningGateway Start() => new(UsualLimits, FarewellTimes.Usual);

    /// <summary>Listens at one unix socket, and leaves as it is told to.</summary>
    public static RunningGateway Serving(FarewellTimes farewell)
    {
        var gateway = new RunningGateway(UsualLimits, farewell);
        gateway.Master.Configure(null, (Open, gateway.ListenLocally()));
        return gateway;
    }

    /// <summary>Listens at one unix socket without any check.</summary>
    public static RunningGateway Serving(long? idleTimeout = null) => Serving(Open, idleTimeout);

    public static RunningGateway Serving(ListenerDescription description, long? idleTimeout = null, RequestLimits? limits = null)
    {
        var gateway = new RunningGateway(limits ?? UsualLimits, FarewellTimes.Usual);
        gateway.Master.Configure(idleTimeout, (description, gateway.ListenLocally()));
        return gateway;
    }

    /// <summary>Opens the next unix socket, named by its number; gives the descriptor.</summary>
    public int ListenLocally()
    {
        var path = Path.Combine(_directory.FullName, _listeners.Count.ToString());
        return Listen(new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), new UnixDomainSocketEndPoint(path));
    }

    public (int Descriptor, IPEndPoint Address) ListenOnLoopback()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var descriptor = Listen(socket, new IPEndPoint(IPAddress.Loopback, 0));
        return (descriptor, (IPEndPoint)socket.LocalEndPoint!);
    }

    public HttpWire Connect(int listener = 0) =>
        HttpWire.To(new UnixDomainSocketEndPoint(Path.Combine(_directory.FullName, listener.ToString())));

    /// <summary>The exit status, once it has ended.</summary>
    public int Status() => _run.Wait(Patience) ? _run.Result : throw new TimeoutException("the gateway goes on");

    public bool HasEnded => _run.IsCompleted;

    public void Dispose()
    {
        Master.Dispose();
        _run.Wait(Patience);
        foreach (var listener in _listeners)
            listener.Dispose();
        _directory.Delete(recursive: true);
    }

    private int Listen(Socket socket, EndPoint address)
    {
        socket.Bind(address);
        socket.Listen(1024);
        socket.Blocking = false;
        _listeners.Add(socket);
        return (int)socket.Handle;
    }
}
