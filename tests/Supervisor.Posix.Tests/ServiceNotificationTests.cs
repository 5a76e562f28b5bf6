using System.Net.Sockets;
using System.Text;

namespace Supervisor.Posix.Tests;

public sealed class ServiceNotificationTests : IDisposable
{
    private readonly string _path = Path.Join(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("@")]
    [InlineData("vsock:2:1234")]
    [InlineData("relative/path")]
    public void Nobody_is_told_without_a_local_address(string? address) => ServiceNotification.To(address).ShouldBeNull();

    [Fact]
    public void The_manager_gets_what_is_told_in_one_datagram()
    {
        using var manager = Listen(_path);
        var notification = ServiceNotification.To(_path).ShouldNotBeNull();
        notification.Tell("READY=1\nSTATUS=für alle");
        notification.Tell("STOPPING=1");
        Receive(manager).ShouldBe("READY=1\nSTATUS=für alle");
        Receive(manager).ShouldBe("STOPPING=1");
    }

    [Fact]
    public void An_abstract_name_is_no_file()
    {
        var name = Path.GetRandomFileName();
        using var manager = Listen("\0" + name);
        ServiceNotification.To("@" + name).ShouldNotBeNull().Tell("READY=1");
        Receive(manager).ShouldBe("READY=1");
        File.Exists("@" + name).ShouldBeFalse();
    }

    [Fact]
    public void One_that_is_not_there_is_not_told_and_one_that_is_back_is()
    {
        var notification = ServiceNotification.To(_path).ShouldNotBeNull();
        notification.Tell("READY=1");
        using (var first = Listen(_path))
        {
            notification.Tell("RELOADING=1");
            Receive(first).ShouldBe("RELOADING=1");
        }
        File.Delete(_path);
        using var second = Listen(_path);
        notification.Tell("READY=1");
        Receive(second).ShouldBe("READY=1");
    }

    /// <summary>Far more than its queue holds (net.unix.max_dgram_qlen).</summary>
    [Fact]
    public void One_that_is_slow_gets_all_of_it_in_order_and_nobody_waits_for_it()
    {
        const int Many = 3000;
        using var manager = Listen(_path);
        var notification = ServiceNotification.To(_path).ShouldNotBeNull();
        for (var number = 0; number < Many; number++)
            notification.Tell($"STATUS={number}");
        for (var number = 0; number < Many; number++)
            Receive(manager).ShouldBe($"STATUS={number}");
    }

    private static Socket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    private static string Receive(Socket manager)
    {
        var datagram = new byte[1024];
        return Encoding.UTF8.GetString(datagram, 0, manager.Receive(datagram));
    }
}
