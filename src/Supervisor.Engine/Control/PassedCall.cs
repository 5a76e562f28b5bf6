using Supervisor.Protocol.Framing;
using Supervisor.Protocol.Requests;

namespace Supervisor.Engine.Control;

/// <summary>A request that goes over to the next master, which is to answer it.</summary>
/// <param name="Number">By which its caller knows it.</param>
internal sealed record PassedCall(uint Number, Request Request, CallProgress Progress) : IFrameContent
{
    /// <summary>The request is as its caller sent it.</summary>
    public void Write(FrameWriter writer)
    {
        var request = new FrameWriter();
        RequestCodec.Write(request, Number, Request);
        writer.Write(request.Written.Span);
        Progress.Write(writer);
    }

    public static PassedCall Read(ref FrameReader reader)
    {
        var request = reader.ReadBytes();
        if (request.Length < FrameHeader.Size)
            throw new ProtocolException($"a request of {request.Length} bytes");
        var header = FrameHeader.Read(request);
        return new PassedCall(header.Number, RequestCodec.Read(header.Kind, request[FrameHeader.Size..]), CallProgress.Read(ref reader));
    }
}
