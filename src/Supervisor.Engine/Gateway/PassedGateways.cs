using System.Collections.Immutable;
using Supervisor.Protocol.Framing;

namespace Supervisor.Engine.Gateway;

/// <summary>The bytes by which one master tells the next of its gateways: one message as they are between master and gateway.</summary>
internal sealed record PassedGateways(ImmutableArray<PassedGateway> All) : IFrameContent
{
    /// <summary>The kind of the message; another format has another one.</summary>
    private const byte Format = 2;

    /// <summary>Of supervisords before this format: calls are not told apart, so that one that cannot be read costs all.</summary>
    private const byte FormerFormat = 1;

    public byte[] ToBytes()
    {
        var writer = new FrameWriter();
        writer.WriteFrame(Format, 0, this);
        return writer.Written.ToArray();
    }

    public void Write(FrameWriter writer) => writer.Write(All);

    /// <exception cref="ProtocolException">They are of another format, or not whole.</exception>
    public static PassedGateways Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FrameHeader.Size)
            throw new ProtocolException($"{bytes.Length} bytes");
        var header = FrameHeader.Read(bytes);
        if (header.Kind is not (Format or FormerFormat))
            throw new ProtocolException($"format {header.Kind}, and {Format} is known");
        var reader = new FrameReader(bytes[FrameHeader.Size..]);
        var gateways = new PassedGateways(
            reader.ReadList<PassedGateway>(header.Kind == Format ? PassedGateway.Read : PassedGateway.ReadFormer)
        );
        reader.ExpectEnd();
        return gateways;
    }
}
