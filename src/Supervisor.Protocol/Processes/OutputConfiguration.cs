using Supervisor.Protocol.Framing;

namespace Supervisor.Protocol.Processes;

/// <summary>The configuration of one of a process' two streams, as getAllConfigInfo tells it.</summary>
/// <param name="File">A path, "auto", or "none".</param>
public sealed record OutputConfiguration(string File, long MaxBytes, int Backups, long CaptureMaxBytes, bool EventsEnabled, bool Syslog)
    : IFrameContent
{
    public void Write(FrameWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(File);
        writer.Write(MaxBytes);
        writer.Write(Backups);
        writer.Write(CaptureMaxBytes);
        writer.Write(EventsEnabled);
        writer.Write(Syslog);
    }

    public static OutputConfiguration Read(ref FrameReader reader) =>
        new(reader.ReadString(), reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt64(), reader.ReadBoolean(), reader.ReadBoolean());
}
