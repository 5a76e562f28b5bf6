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
    /// <summary>The numbers of calls that it waits for too, and that only a version knows which is not spoken here.</summary>
    public ImmutableArray<uint> Unread { get; init; } = [];

    public void Write(FrameWriter writer)
    {
        writer.Write(Key);
        writer.Write(Version);
        writer.Write(Process.ProcessId);
        writer.Write(unchecked((long)Process.StartTime));
        writer.Write(Received.Span);
        writer.Write(Calls.Length);
        foreach (var call in Calls)
        {
            writer.Write(unchecked((int)call.Number));
            var content = new FrameWriter();
            call.Write(content);
            writer.Write(content.Written.Span);
        }
    }

    public static PassedGateway Read(ref FrameReader reader)
    {
        var gateway = ReadHead(ref reader);
        var count = reader.ReadInt32();
        var calls = ImmutableArray.CreateBuilder<PassedCall>();
        var unread = ImmutableArray.CreateBuilder<uint>();
        for (var index = 0; index < count; index++)
        {
            var number = unchecked((uint)reader.ReadInt32());
            var content = reader.ReadBytes();
            if (ProtocolVersion.IsSpoken(gateway.Version) && TryRead(content) is { } call)
                calls.Add(call);
            else
                unread.Add(number);
        }
        return gateway with { Calls = calls.DrainToImmutable(), Unread = unread.DrainToImmutable() };
    }

    /// <summary>As it was before calls were told apart.</summary>
    public static PassedGateway ReadFormer(ref FrameReader reader) =>
        ReadHead(ref reader) with
        {
            Calls = reader.ReadList(PassedCall.Read),
        };

    private static PassedGateway ReadHead(ref FrameReader reader) =>
        new(
            reader.ReadInt32(),
            reader.ReadInt32(),
            new ProcessIdentity(reader.ReadInt32(), unchecked((ulong)reader.ReadInt64())),
            reader.ReadBytes().ToArray(),
            []
        );

    private static PassedCall? TryRead(ReadOnlySpan<byte> content)
    {
        try
        {
            var reader = new FrameReader(content);
            var call = PassedCall.Read(ref reader);
            reader.ExpectEnd();
            return call;
        }
        catch (ProtocolException)
        {
            return null;
        }
    }
}
