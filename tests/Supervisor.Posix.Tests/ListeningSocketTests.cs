using System.Net;
using System.Net.Sockets;

namespace Supervisor.Posix.Tests;

public sealed class ListeningSocketTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("sockets-").FullName;

    private string Path => System.IO.Path.Combine(_directory, "s.sock");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_local_socket_has_its_mode_and_replaces_a_stale_one()
    {
        Listen().Dispose();
        File.Exists(Path).ShouldBeFalse();
        using (var stale = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            // Closing it leaves the file behind, as a killed daemon does.
            stale.Bind(new UnixDomainSocketEndPoint(Path + "x"));
            File.Move(Path + "x", Path);
        }
        using var socket = Listen();
        FileStatus.Read(Path, out var status).ShouldBe(0);
        status.Mode.ShouldBe(0x180u);
        Directory.GetFileSystemEntries(_directory).ShouldBe([Path]);
        Connect();
        // What a program that is given it reads with getsockname(2).
        File.ReadLines("/proc/net/unix").ShouldContain(line => line.EndsWith(" " + Path, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_no_socket_is_left_alone()
    {
        File.WriteAllText(Path, "precious");
        ListeningSocket.TryListen(Path, 0x180, null, null, 8, out var socket).ShouldBe(Errno.EEXIST);
        socket.ShouldBeNull();
        File.ReadAllText(Path).ShouldBe("precious");
    }

    [Fact]
    public void A_removed_file_is_noticed_and_anothers_is_not_removed()
    {
        using var watch = new FileWatch();
        var socket = Listen();
        watch.Add(Path).ShouldBe(0);
        File.WriteAllText(Path + ".other", "");
        socket.IsStillNamed.ShouldBeTrue();
        IsReadable(watch).ShouldBeFalse();
        File.Delete(Path);
        IsReadable(watch).ShouldBeTrue();
        socket.IsStillNamed.ShouldBeFalse();
        watch.Clear();
        IsReadable(watch).ShouldBeFalse();
        File.WriteAllText(Path, "somebody else's");
        socket.Dispose();
        File.Exists(Path).ShouldBeTrue();
    }

    [Fact]
    public void A_check_leaves_nothing_behind_and_touches_nobody()
    {
        ListeningSocket.Check(Path, 0x180, null, null).ShouldBe(0);
        Directory.GetFileSystemEntries(_directory).ShouldBeEmpty();
        using var socket = Listen();
        ListeningSocket.Check(Path, 0x1C0, null, null).ShouldBe(0);
        socket.IsStillNamed.ShouldBeTrue();
        Connect();
        Directory.GetFileSystemEntries(_directory).ShouldBe([Path]);
        ListeningSocket.Check(_directory, 0x180, null, null).ShouldBe(Errno.EEXIST);
        ListeningSocket.Check(_directory + "/missing/s", 0x180, null, null).ShouldBe(Errno.ENOENT);
    }

    [Fact]
    public void Mode_and_backlog_change_while_it_listens()
    {
        using var socket = Listen();
        socket.TryChange(0x1B6, null, null, ListeningSocket.LargestBacklog).ShouldBe(0);
        FileStatus.Read(Path, out var status).ShouldBe(0);
        status.Mode.ShouldBe(0x1B6u);
        Connect();
    }

    [Fact]
    public void Programs_get_it_blocking_whatever_the_last_one_made_of_it()
    {
        using var socket = Listen();
        IsNonBlocking(socket).ShouldBeTrue();
        socket.MakeBlocking();
        IsNonBlocking(socket).ShouldBeFalse();
    }

    [Fact]
    public void A_socket_takes_the_number_of_another()
    {
        var old = Listen();
        var number = old.Number;
        File.Delete(Path);
        Listen().TryTakePlaceOf(old, out var renewed).ShouldBe(0);
        using (renewed)
        {
            renewed!.Number.ShouldBe(number);
            renewed.IsStillNamed.ShouldBeTrue();
            Connect();
        }
        Directory.GetFileSystemEntries(_directory).ShouldBeEmpty();
    }

    [Fact]
    public void Too_long_a_path_is_said()
    {
        ListeningSocket.TryListen("/tmp/" + new string('x', 120), 0x180, null, null, 8, out _).ShouldBe(Errno.ENAMETOOLONG);
    }

    [Fact]
    public void The_longest_path_is_bound()
    {
        var path = System.IO.Path.Combine(_directory, new string('x', 107 - _directory.Length - 1));
        ListeningSocket.TryListen(path, 0x180, null, null, 8, out var socket).ShouldBe(0);
        socket!.Dispose();
        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public void Tcp_listens_on_both_families_and_tells_of_a_port_in_use()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var used = ((IPEndPoint)probe.LocalEndpoint).Port;
        ListeningSocket.TryListen(IPAddress.Loopback, used, 8, out _).ShouldBe(Errno.EADDRINUSE);
        probe.Stop();
        ListeningSocket.TryListen(IPAddress.IPv6Loopback, used, 8, out var socket).ShouldBe(0);
        using (socket)
        {
            using var client = new TcpClient(AddressFamily.InterNetworkV6);
            client.Connect(IPAddress.IPv6Loopback, used);
        }
    }

    private ListeningSocket Listen()
    {
        ListeningSocket.TryListen(Path, 0x180, null, null, 8, out var socket).ShouldBe(0);
        return socket.ShouldNotBeNull();
    }

    private void Connect()
    {
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(Path));
        client.Connected.ShouldBeTrue();
    }

    /// <summary>The open flags, in octal, as proc(5) has them.</summary>
    private static bool IsNonBlocking(ListeningSocket socket)
    {
        const int NonBlocking = 0x800;
        var flags = File.ReadLines($"/proc/self/fdinfo/{socket.Number}").First(line => line.StartsWith("flags:", StringComparison.Ordinal));
        return (Convert.ToInt32(flags["flags:".Length..].Trim(), 8) & NonBlocking) != 0;
    }

    private static bool IsReadable(FileWatch watch)
    {
        using var epoll = new Epoll(1);
        epoll.Add(watch.Number, ReadinessEvents.Readable, 1);
        return epoll.Wait(new ReadyDescriptor[1], 0) == 1;
    }
}
