namespace Supervisor.Protocol.Framing;

/// <summary>Something that can be laid out in a message. Its reader, the other half, is a static method Read beside it.</summary>
public interface IFrameContent
{
    void Write(FrameWriter writer);
}
