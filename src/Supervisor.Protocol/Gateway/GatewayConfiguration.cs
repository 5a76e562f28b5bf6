using System.Collections.Immutable;
using Supervisor.Protocol.Framing;

namespace Supervisor.Protocol.Gateway;

/// <summary>
/// What the gateway serves: sent first and whenever it changes. As many descriptors come with it as there are listeners, in the same order;
/// they replace all earlier ones.
/// </summary>
/// <param name="Version">The <see cref="ProtocolVersion"/> of the master.</param>
/// <param name="IdleTimeoutMilliseconds">It ends after so long without a connection; null never.</param>
public sealed record GatewayConfiguration(int Version, long? IdleTimeoutMilliseconds, ImmutableArray<ListenerDescription> Listeners)
    : IFrameContent
{
    public void Write(FrameWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Version);
        writer.WriteOptional(IdleTimeoutMilliseconds);
        writer.Write(Listeners);
    }

    public static GatewayConfiguration Read(ref FrameReader reader) =>
        new(reader.ReadInt32(), reader.ReadOptionalInt64(), reader.ReadList(ListenerDescription.Read));
}
