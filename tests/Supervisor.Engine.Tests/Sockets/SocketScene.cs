using System.Net;
using System.Net.Sockets;
using Supervisor.Engine.Tests.Control;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Sockets;

/// <summary>The engine with programs that have real sockets in a directory of their own; in a configuration "@" stands for it.</summary>
internal sealed class SocketScene : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("sockets-").FullName;
    private readonly ControlScene _scene;

    public SocketScene(string configuration) => _scene = new ControlScene(Placed(configuration));

    public ControlScene Control => _scene;

    /// <summary>What the log says of sockets, with "@" for the directory.</summary>
    public string[] Lines =>
        [
            .. _scene
                .Daemon.Lines.Where(line => line.Contains(" socket ", StringComparison.Ordinal))
                .Select(line => line.Replace(_directory, "@", StringComparison.Ordinal)),
        ];

    public string At(string name) => Path.Join(_directory, name);

    public IEnumerable<string> Files => Directory.GetFileSystemEntries(_directory).Select(path => Path.GetFileName(path)).Order();

    /// <summary>Brings another configuration into force, as far as the reload accepts it.</summary>
    public void Reload(string configuration)
    {
        _scene.WriteFiles(Placed(configuration));
        _scene.Send(SignalNumber.Hangup);
        _scene.Pass(TimeSpan.FromSeconds(2));
    }

    /// <summary>True when somebody listens there.</summary>
    public bool Connects(string name)
    {
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            client.Connect(new UnixDomainSocketEndPoint(At(name)));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public uint ModeOf(string name)
    {
        FileStatus.Read(At(name), out var status).ShouldBe(0);
        return status.Mode;
    }

    /// <summary>The descriptors that the last child of a program was given from 3 on.</summary>
    public int[] PassedTo(string program) => [.. _scene.Spawners.Requests[program].Passed];

    public int? FastCgiSocketOf(string program) => _scene.Spawners.Requests[program].FastCgiSocket;

    /// <summary>The file of a descriptor of ours.</summary>
    public static string LinkOf(int descriptor) => File.ResolveLinkTarget($"/proc/self/fd/{descriptor}", false)?.Name ?? "";

    /// <summary>A port of the loopback address that is free now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Ends the daemon. Nothing may be left in the directory.</summary>
    public void End()
    {
        _scene.Send(SignalNumber.Terminate);
        _scene.Pass(TimeSpan.FromSeconds(20));
        _scene.Engine.IsOver.ShouldBeTrue();
        _scene.Engine.Leave();
        Files.ShouldBeEmpty();
    }

    public void Dispose()
    {
        _scene.Engine.Leave();
        _scene.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private string Placed(string configuration) => configuration.Replace("@", _directory, StringComparison.Ordinal);
}
