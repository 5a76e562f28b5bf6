using System.Text;

namespace Supervisor.Posix;

/// <summary>
/// Tells the service manager that started this process how it fares, by the protocol of sd_notify(3): lines "KEY=value" in one datagram.
/// Telling never waits: what the manager does not take at once is told in its order by a thread that lives only as long as it waits.
/// </summary>
public sealed class ServiceNotification
{
    /// <summary>The variable that names the manager's socket.</summary>
    public const string Variable = "NOTIFY_SOCKET";

    private const int StackSize = 256 * 1024;
    private readonly string _address;
    private readonly Queue<byte[]> _waiting = new(0);
    private bool _isSending;

    private ServiceNotification(string address) => _address = address;

    /// <param name="address">The variable's value: a path, or "@" and an abstract name (unix(7)).</param>
    /// <returns>Null where nobody is to be told, or not by a local socket.</returns>
    public static ServiceNotification? To(string? address) => address is ['/' or '@', _, ..] ? new ServiceNotification(address) : null;

    /// <summary>A manager that is not there (any more) is not told.</summary>
    /// <param name="lines">"READY=1" and the like, separated by line ends.</param>
    public void Tell(string lines)
    {
        var datagram = Encoding.UTF8.GetBytes(lines);
        lock (_waiting)
        {
            if (_waiting.Count == 0 && Send(datagram, waits: false) != Errno.EAGAIN)
                return;
            _waiting.Enqueue(datagram);
            _isSending = _isSending || TryStart();
        }
    }

    /// <summary>Where no thread can be started now, the next thing that is told tries again.</summary>
    private bool TryStart()
    {
        try
        {
            new Thread(SendWaiting, StackSize) { IsBackground = true, Name = "notification" }.Start();
            return true;
        }
        catch (Exception failure) when (failure is OutOfMemoryException or ThreadStartException)
        {
            return false;
        }
    }

    private void SendWaiting()
    {
        while (true)
        {
            byte[] datagram;
            lock (_waiting)
                datagram = _waiting.Peek();
            _ = Send(datagram, waits: true);
            lock (_waiting)
            {
                _waiting.Dequeue();
                if (_waiting.Count > 0)
                    continue;
                _isSending = false;
                return;
            }
        }
    }

    /// <summary>A manager that was executed anew has another socket under the same name, so each datagram finds its own way.</summary>
    private int Send(byte[] datagram, bool waits)
    {
        var errno = LocalDatagramSocket.TryConnect(_address, out var socket);
        if (errno != 0)
            return errno;
        using (socket)
            return waits ? socket!.Send(datagram) : socket!.TrySend(datagram);
    }
}
