using System.Collections.Immutable;
using Supervisor.Toml;

namespace Supervisor.Configuration.Diagnostics;

/// <summary>
/// Gathers what a load has to say. A value that is read once for each of a hundred processes is wrong once, so the same message at the same
/// place counts once.
/// </summary>
internal sealed class DiagnosticCollector
{
    private readonly List<(int File, int Offset, Diagnostic Diagnostic)> _found = [];
    private readonly HashSet<(int File, int Offset, string Message)> _seen = [];

    public bool HasErrors { get; private set; }

    public void Error(SourceFile? file, SourceSpan? span, string message) => Add(DiagnosticSeverity.Error, file, span, message);

    public void Warn(SourceFile? file, SourceSpan? span, string message) => Add(DiagnosticSeverity.Warning, file, span, message);

    public void Note(string message) => Add(DiagnosticSeverity.Note, null, null, message);

    /// <summary>In the order of the files and of the places in them; what has no place comes first.</summary>
    public ImmutableArray<Diagnostic> Sorted() =>
        [.. _found.OrderBy(entry => entry.File).ThenBy(entry => entry.Offset).Select(entry => entry.Diagnostic)];

    private void Add(DiagnosticSeverity severity, SourceFile? file, SourceSpan? span, string message)
    {
        var index = file?.Index ?? -1;
        var offset = span?.ByteOffset ?? -1;
        if (!_seen.Add((index, offset, message)))
            return;
        HasErrors |= severity == DiagnosticSeverity.Error;
        var line = file is not null && span is { } place ? file.LineAt(place.ByteOffset) : null;
        _found.Add((index, offset, new Diagnostic(severity, message, file?.DisplayPath, span, line)));
    }
}
