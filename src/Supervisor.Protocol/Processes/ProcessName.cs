using Supervisor.Protocol.Framing;

namespace Supervisor.Protocol.Processes;

/// <summary>A process within its group.</summary>
public readonly record struct ProcessName(string Group, string Name) : IFrameContent
{
    /// <summary>"group:name", or the name alone where both are the same.</summary>
    public string DisplayName => string.Equals(Group, Name, StringComparison.Ordinal) ? Name : $"{Group}:{Name}";

    public void Write(FrameWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Group);
        writer.Write(Name);
    }

    public static ProcessName Read(ref FrameReader reader) => new(reader.ReadString(), reader.ReadString());
}
