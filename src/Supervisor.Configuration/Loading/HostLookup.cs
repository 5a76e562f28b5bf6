using System.Net;
using System.Net.Sockets;

namespace Supervisor.Configuration.Loading;

/// <summary>Asks the name service of this machine.</summary>
public sealed class HostLookup : IHostLookup
{
    public IPAddress? Find(string host)
    {
        try
        {
            var addresses = Dns.GetHostAddresses(host);
            return Array.Find(addresses, address => address.AddressFamily == AddressFamily.InterNetwork) ?? addresses.FirstOrDefault();
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            return null;
        }
    }
}
