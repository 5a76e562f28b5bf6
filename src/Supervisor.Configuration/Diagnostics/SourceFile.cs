using System.Text;
using Supervisor.Toml;

namespace Supervisor.Configuration.Diagnostics;

/// <summary>One file that was read, kept for as long as the load lasts so that diagnostics can quote it.</summary>
/// <param name="Index">Files are numbered in the order in which they were read.</param>
/// <param name="Path">Absolute.</param>
/// <param name="DisplayPath">As the user would write it.</param>
internal sealed record SourceFile(int Index, string Path, string DisplayPath, ReadOnlyMemory<byte> Content)
{
    /// <summary>What %(here)s stands for in this file.</summary>
    public string Directory { get; } = System.IO.Path.GetDirectoryName(Path) ?? "/";

    /// <summary>The text of the line that holds a byte.</summary>
    public string LineAt(int byteOffset)
    {
        var bytes = Content.Span;
        var offset = Math.Clamp(byteOffset, 0, bytes.Length);
        var start = bytes[..offset].LastIndexOf((byte)'\n') + 1;
        var length = bytes[start..].IndexOf((byte)'\n');
        var line = length < 0 ? bytes[start..] : bytes.Slice(start, length);
        return Encoding.UTF8.GetString(line).TrimEnd('\r').TrimStart('\uFEFF');
    }

    /// <summary>The source text from a byte on, for as far as a line goes.</summary>
    public string RestOfLine(int byteOffset)
    {
        var bytes = Content.Span[Math.Clamp(byteOffset, 0, Content.Length)..];
        var length = bytes.IndexOf((byte)'\n');
        return Encoding.UTF8.GetString(length < 0 ? bytes : bytes[..length]);
    }

    public string PlaceOf(SourceSpan span) => $"{DisplayPath}:{span.Line}:{span.Column}";
}
