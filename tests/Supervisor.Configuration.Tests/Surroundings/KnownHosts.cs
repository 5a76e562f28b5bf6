using System.Net;
using Supervisor.Configuration.Loading;

namespace Supervisor.Configuration.Tests.Surroundings;

/// <summary>Only "logs.example" has an address.</summary>
internal sealed class KnownHosts : IHostLookup
{
    public static readonly IPAddress Address = IPAddress.Parse("192.0.2.7");

    public List<string> Asked { get; } = [];

    public IPAddress? Find(string host)
    {
        Asked.Add(host);
        return host == "logs.example" ? Address : null;
    }
}
