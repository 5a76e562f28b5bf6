using System.Collections.Immutable;
using System.Text;
using Supervisor.Configuration.Expansion;
using Supervisor.Configuration.Table;
using Supervisor.Configuration.Values;
using Supervisor.Toml;

namespace Supervisor.Configuration.Loading;

/// <summary>Puts a program's environment together: [supervisord] environment, then environment_file, then environment.</summary>
internal sealed class EnvironmentReader(LoadContext load, TableReader reader)
{
    /// <summary>The whole environment, and what of it is the program's own: its ENV_ names.</summary>
    public (ImmutableSortedDictionary<string, string> All, ImmutableSortedDictionary<string, string> Own) Read(ExpansionScope scope)
    {
        var fromFiles = ReadFiles(scope);
        var own = reader.Read(ProgramKeys.Environment, scope.WithEnvironment(fromFiles)) ?? ProgramKeys.Environment.Default;
        own = fromFiles.SetItems(own);
        return (own.Count == 0 ? load.DaemonEnvironment : load.DaemonEnvironment.SetItems(own), own);
    }

    private ImmutableSortedDictionary<string, string> ReadFiles(ExpansionScope scope)
    {
        var variables = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);
        if (!reader.TryRead(ProgramKeys.EnvironmentFile, scope, out var names))
            return variables;
        foreach (var name in names)
            variables = variables.SetItems(ReadFile(name));
        return variables;
    }

    private ImmutableArray<KeyValuePair<string, string>> ReadFile(LocatedText name)
    {
        var isOptional = name.Text.StartsWith('-');
        var written = isOptional ? name.Text[1..].Trim() : name.Text;
        if (written.Length == 0)
        {
            load.Diagnostics.Error(reader.Table.File, name.Span, "the name of the environment file is empty");
            return [];
        }
        var path = Path.GetFullPath(written, reader.Table.File.Directory);
        if (load.EnvironmentFiles.TryGetValue(path, out var known))
            return known;
        ImmutableArray<KeyValuePair<string, string>> variables = [];
        try
        {
            variables = Parse(path, load.Files.Read(path));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException && isOptional)
        {
            // The leading dash says that it may be missing.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Not remembered: the next program that names it is told as well.
            load.Diagnostics.Error(reader.Table.File, name.Span, $"could not read environment file {written}: {exception.Message}");
            return [];
        }
        load.EnvironmentFiles[path] = variables;
        return variables;
    }

    private ImmutableArray<KeyValuePair<string, string>> Parse(string path, byte[] content)
    {
        var text = Encoding.UTF8.GetString(content);
        var (variables, mistakes) = DotenvReader.Read(text);
        if (text.Contains('\0', StringComparison.Ordinal))
            mistakes = mistakes.Add(
                new DotenvMistake(text.IndexOf('\0', StringComparison.Ordinal), 1, "the file contains a NUL character")
            );
        if (mistakes.IsEmpty)
            return variables;
        var display = load.DisplayPath(path, reader.Table.File);
        var file = load.AddFile(path, display, content);
        foreach (var mistake in mistakes)
            load.Diagnostics.Error(file, SpanOf(text, mistake), mistake.Message);
        return variables;
    }

    private static SourceSpan SpanOf(string text, DotenvMistake mistake)
    {
        var before = text.AsSpan(0, Math.Min(mistake.Index, text.Length));
        var column = 1;
        foreach (var _ in before[(before.LastIndexOf('\n') + 1)..].TrimStart('\uFEFF').EnumerateRunes())
            column++;
        return new SourceSpan(before.Count('\n') + 1, column, mistake.Length, Encoding.UTF8.GetByteCount(before));
    }
}
