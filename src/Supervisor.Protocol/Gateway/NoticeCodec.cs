using Supervisor.Protocol.Framing;

namespace Supervisor.Protocol.Gateway;

/// <summary>The messages that the master sends without having been asked. They have the number 0.</summary>
public static class NoticeCodec
{
    /// <summary>A <see cref="GatewayConfiguration"/>.</summary>
    public const byte ConfigureKind = 200;

    /// <summary>Without content: accept no more connections, finish what is under way within some seconds, follow no log any more, and end.</summary>
    public const byte LeaveKind = 201;

    /// <summary>Without content: accept no more connections, finish what is under way however long that takes, and end.</summary>
    public const byte RetireKind = 202;

    public static void WriteConfigure(FrameWriter writer, GatewayConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(configuration);
        writer.WriteFrame(ConfigureKind, 0, configuration, checked((byte)configuration.Listeners.Length));
    }

    public static void WriteLeave(FrameWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteFrame(LeaveKind, 0, EmptyContent.Instance);
    }

    public static void WriteRetire(FrameWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteFrame(RetireKind, 0, EmptyContent.Instance);
    }

    public static GatewayConfiguration ReadConfigure(ReadOnlySpan<byte> content)
    {
        var reader = new FrameReader(content);
        var configuration = GatewayConfiguration.Read(ref reader);
        reader.ExpectEnd();
        return configuration;
    }
}
