using System.Collections.Immutable;
using Supervisor.Toml;

namespace Supervisor.Configuration.Diagnostics;

/// <summary>
/// Gathers what a load has to say. A value that is read once for each of a hundred processes is wrong once, so the same message at the same
/// place counts once.
/// </summary>
internal sealed class DiagnosticCollector
{
    private readonly List<Finding> _found = [];
    private readonly HashSet<Place> _seen = [];

    /// <summary>Classes rather than tuples: collections of these need no code of their own when the daemon starts.</summary>
    private sealed record Place(int File, int Offset, string Message);

    private sealed record Finding(Place Place, Diagnostic Diagnostic);

    public bool HasErrors { get; private set; }

    public void Error(SourceFile? file, SourceSpan? span, string message) => Add(DiagnosticSeverity.Error, file, span, message);

    public void Warn(SourceFile? file, SourceSpan? span, string message) => Add(DiagnosticSeverity.Warning, file, span, message);

    public void Note(string message) => Add(DiagnosticSeverity.Note, null, null, message);

    /// <summary>In the order of the files and of the places in them; what has no place comes first.</summary>
    public ImmutableArray<Diagnostic> Sorted() =>
        [.. _found.OrderBy(finding => finding.Place.File).ThenBy(finding => finding.Place.Offset).Select(finding => finding.Diagnostic)];

    private void Add(DiagnosticSeverity severity, SourceFile? file, SourceSpan? span, string message)
    {
        var place = new Place(file?.Index ?? -1, span?.ByteOffset ?? -1, message);
        if (!_seen.Add(place))
            return;
        HasErrors |= severity == DiagnosticSeverity.Error;
        var line = file is not null && span is { } there ? file.LineAt(there.ByteOffset) : null;
        _found.Add(new Finding(place, new Diagnostic(severity, message, file?.DisplayPath, span, line)));
    }
}
