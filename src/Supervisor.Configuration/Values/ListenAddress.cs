using System.Net;

namespace Supervisor.Configuration.Values;

/// <summary>Where a server listens; an empty host is every address.</summary>
internal sealed record ListenAddress(string Host, IPAddress Address, int Port);
