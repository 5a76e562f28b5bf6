namespace Supervisor.Protocol.Framing;

/// <summary>The content of a message that says everything by its kind.</summary>
public sealed class EmptyContent : IFrameContent
{
    public static readonly EmptyContent Instance = new();

    private EmptyContent() { }

    public void Write(FrameWriter writer) { }
}
