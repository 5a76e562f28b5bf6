using System.Net;

namespace Supervisor.Gateway.Listening;

/// <summary>The one place that the web server listens at: whatever sockets the master has sent.</summary>
internal sealed class MasterSockets : EndPoint
{
    public override string ToString() => "the master's listening sockets";
}
