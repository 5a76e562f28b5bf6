using System.Runtime.InteropServices;

namespace Supervisor.Toml;

/// <summary>A point in the document: where a span begins or ends.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SourcePosition(int Line, int Column, int ByteOffset)
{
    public SourceSpan ToSpan(int length) => new(Line, Column, Math.Max(1, length), ByteOffset);
}
