using Supervisor.Protocol.Framing;

namespace Supervisor.Protocol.Processes;

/// <summary>Which processes are meant: all, those of a group, or one.</summary>
/// <param name="Group">Null: all.</param>
/// <param name="Name">Null: the whole group.</param>
public sealed record ProcessSelector(string? Group, string? Name) : IFrameContent
{
    public static readonly ProcessSelector All = new(null, null);

    public bool IsAll => Group is null;

    public bool IsGroup => Group is not null && Name is null;

    public bool IsOne => Name is not null;

    public static ProcessSelector OfGroup(string group) => new(group, null);

    public static ProcessSelector Of(string group, string name) => new(group, name);

    /// <summary>
    /// Supervisor's name forms (reference 3.2): "name" is the process of the group of the same name, "group:name" one process, "group:*" and
    /// "group:" the whole group. Split at the first colon.
    /// </summary>
    public static ProcessSelector Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return Of(text, text);
        var name = text[(colon + 1)..];
        return name is "" or "*" ? OfGroup(text[..colon]) : Of(text[..colon], name);
    }

    public void Write(FrameWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteOptional(Group);
        writer.WriteOptional(Name);
    }

    public static ProcessSelector Read(ref FrameReader reader) => new(reader.ReadOptionalString(), reader.ReadOptionalString());
}
