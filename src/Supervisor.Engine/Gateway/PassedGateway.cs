using System.Collections.Immutable;
using Supervisor.Engine.Control;
using Supervisor.Posix;
using Supervisor.Protocol.Framing;

namespace Supervisor.Engine.Gateway;

/// <summary>A gateway that outlives its master, as the next one is to know it.</summary>
/// <param name="Key">Of the socket that leads to it; see <see cref="Keeping.KeeperKeys"/>.</param>
/// <param name="Version">The <see cref="ProtocolVersion"/> that it speaks.</param>
/// <param name="Received">What it has sent and nobody has taken up.</param>
/// <param name="Calls">What it waits for.</param>
internal sealed record PassedGateway(
    int Key,
    int Version,
    ProcessIdentity Process,
    ReadOnlyMemory<byte> Received,
    ImmutableArray<PassedCall> Calls
) : IFrameContent
{
    public void Write(FrameWriter writer)
    {
        writer.Write(Key);
        writer.Write(Version);
        writer.Write(Process.ProcessId);
        writer.Write(unchecked((long)Process.StartTime));
        writer.Write(Received.Span);
        writer.Write(Calls);
    }

    public static PassedGateway Read(ref FrameReader reader) =>
        new(
            reader.ReadInt32(),
            reader.ReadInt32(),
            new ProcessIdentity(reader.ReadInt32(), unchecked((ulong)reader.ReadInt64())),
            reader.ReadBytes().ToArray(),
            reader.ReadList(PassedCall.Read)
        );
}
