using System.Runtime.InteropServices;

namespace Supervisor.Toml;

/// <summary>A stretch of a TOML document, for pointing at it in a message.</summary>
/// <param name="Line">1-based line; lines end with LF or CRLF.</param>
/// <param name="Column">1-based column, counted in Unicode scalar values; a byte order mark is not counted.</param>
/// <param name="Length">Length in Unicode scalar values, at least 1; what goes over several lines is clipped to its first one.</param>
/// <param name="ByteOffset">0-based offset of the first byte in the document.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SourceSpan(int Line, int Column, int Length, int ByteOffset);
