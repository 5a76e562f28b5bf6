using Supervisor.Toml;

namespace Supervisor.Configuration.Diagnostics;

/// <summary>Something to say about a configuration, with its place where it has one.</summary>
/// <param name="Message">One sentence, without the place.</param>
/// <param name="File">As the user would write the path; null for what no file says, such as a command line option.</param>
/// <param name="Span">Where in the file; null for the file as a whole.</param>
/// <param name="SourceLine">The text of the line that the span begins on, without its line end.</param>
public sealed record Diagnostic(DiagnosticSeverity Severity, string Message, string? File, SourceSpan? Span, string? SourceLine)
{
    /// <summary>"file:line:column", or as much of it as is known; empty without a file.</summary>
    public string Place =>
        File is null ? ""
        : Span is { } span ? $"{File}:{span.Line}:{span.Column}"
        : File;

    public override string ToString() => File is null ? Message : $"{Place}: {Message}";
}
