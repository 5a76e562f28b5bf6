using System.Net;
using System.Net.NetworkInformation;
using System.Text;

namespace Supervisor.Posix.Tests;

public sealed class ClientSocketTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Over_a_local_socket_bytes_go_both_ways_and_the_end_is_seen()
    {
        ListeningSocket.TryListen(_directory.At("s"), 0x180, null, null, 8, out var listener).ShouldBe(0);
        using (listener)
        {
            ConnectionAcceptor.TryAccept(listener!.Number, out _).ShouldBe(Errno.EAGAIN);
            ClientSocket.TryConnectLocal(_directory.At("s"), out var client).ShouldBe(0);
            using (client)
                Talk(client!, listener.Number);
        }
        ClientSocket.TryConnectLocal(_directory.At("s"), out _).ShouldBe(Errno.ENOENT);
    }

    [SkippableTheory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void Over_the_internet_too(string host)
    {
        var address = IPAddress.Parse(host);
        Skip.IfNot(
            NetworkInterface
                .GetAllNetworkInterfaces()
                .SelectMany(one => one.GetIPProperties().UnicastAddresses)
                .Any(one => one.Address.Equals(address)),
            $"this machine has no {host}"
        );
        var port = FreePort(address);
        ListeningSocket.TryListen(address, port, 8, out var listener).ShouldBe(0);
        using (listener)
        {
            ClientSocket.TryConnectInternet(address.GetAddressBytes(), port, out var client).ShouldBe(0);
            using (client)
                Talk(client!, listener!.Number);
        }
        ClientSocket.TryConnectInternet(address.GetAddressBytes(), port, out _).ShouldBe(Errno.ECONNREFUSED);
    }

    [Fact]
    public void Who_waits_for_an_answer_can_be_woken()
    {
        ListeningSocket.TryListen(_directory.At("s"), 0x180, null, null, 8, out var listener).ShouldBe(0);
        using (listener)
        {
            ClientSocket.TryConnectLocal(_directory.At("s"), out var client).ShouldBe(0);
            using (client)
            {
                var reader = new Thread(() => client!.Read(new byte[1]).ShouldBe(new TransferResult(0, 0)));
                reader.Start();
                client!.Shutdown();
                reader.Join();
            }
        }
    }

    [Fact]
    public void Too_long_a_path_is_said() => ClientSocket.TryConnectLocal("/" + new string('x', 107), out _).ShouldBe(Errno.ENAMETOOLONG);

    private static void Talk(ClientSocket client, int listener)
    {
        ConnectionAcceptor.TryAccept(listener, out var server).ShouldBe(0);
        using (server)
        {
            client.SendAll("question"u8).ShouldBe(0);
            Take(server!.Number).ShouldBe("question");
            client.HasInput().ShouldBeFalse();
            FileDescriptor.Write(server.Number, "answer"u8).Count.ShouldBe(6);
            client.HasInput().ShouldBeTrue();
            Take(client.Number).ShouldBe("answer");
        }
        client.HasInput().ShouldBeTrue("the end counts");
        client.Read(new byte[1]).Count.ShouldBe(0);
        // The first may still be taken by the kernel; what it makes of the second is EPIPE or ECONNRESET.
        client.SendAll(new byte[1]);
        client.SendAll(new byte[1]).ShouldNotBe(0);
    }

    private static string Take(int descriptor)
    {
        var buffer = new byte[100];
        return Encoding.ASCII.GetString(buffer, 0, FileDescriptor.Read(descriptor, buffer).Count);
    }

    private static int FreePort(IPAddress address)
    {
        using var probe = new System.Net.Sockets.TcpListener(address, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
