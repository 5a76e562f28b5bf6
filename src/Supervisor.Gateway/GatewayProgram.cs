using Supervisor.Gateway.Http;
using Supervisor.Gateway.Listening;
using Supervisor.Posix;
using Supervisor.Protocol.Framing;

namespace Supervisor.Gateway;

/// <summary>The role that speaks HTTP with the world and knows the master only through messages.</summary>
public static class GatewayProgram
{
    /// <summary>Serves until it has been idle for long enough, is told to leave, or the master is gone.</summary>
    /// <param name="controlDescriptor">Its end of the private socket pair, which it closes.</param>
    /// <returns>0 after an end in peace, 1 when the master is gone or is none of this version.</returns>
    public static int Run(int controlDescriptor) => Run(controlDescriptor, RequestLimits.OfThisProcess(), FarewellTimes.Usual);

    internal static int Run(int controlDescriptor, RequestLimits limits, FarewellTimes farewell)
    {
        try
        {
            using var gateway = new GatewayLoop(new Descriptor(controlDescriptor), limits, farewell);
            return gateway.Run();
        }
        catch (ProtocolException failure)
        {
            StandardStreams.WriteError($"supervisord gateway: {failure.Message}\n");
            return 1;
        }
    }
}
