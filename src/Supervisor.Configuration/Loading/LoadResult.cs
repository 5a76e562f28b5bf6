using System.Collections.Immutable;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Settings;

namespace Supervisor.Configuration.Loading;

/// <summary>What a load came to: settings, or errors; warnings and notes in either case.</summary>
/// <param name="Settings">Null when there is an error.</param>
/// <param name="Diagnostics">In the order of the files and of the places in them.</param>
public sealed record LoadResult(SupervisorSettings? Settings, ImmutableArray<Diagnostic> Diagnostics)
{
    public IEnumerable<Diagnostic> Errors => OfSeverity(DiagnosticSeverity.Error);
    public IEnumerable<Diagnostic> Warnings => OfSeverity(DiagnosticSeverity.Warning);
    public IEnumerable<Diagnostic> Notes => OfSeverity(DiagnosticSeverity.Note);

    private IEnumerable<Diagnostic> OfSeverity(DiagnosticSeverity severity) =>
        Diagnostics.Where(diagnostic => diagnostic.Severity == severity);
}
