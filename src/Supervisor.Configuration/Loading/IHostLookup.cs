using System.Net;

namespace Supervisor.Configuration.Loading;

/// <summary>Finds the addresses of hosts. Asked when a configuration is loaded, never in the loop.</summary>
public interface IHostLookup
{
    /// <summary>The first address of a host, IPv4 preferred; null if it has none.</summary>
    IPAddress? Find(string host);
}
