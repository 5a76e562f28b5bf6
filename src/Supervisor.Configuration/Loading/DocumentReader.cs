using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Table;
using Supervisor.Configuration.Values;
using Supervisor.Toml;

namespace Supervisor.Configuration.Loading;

/// <summary>Reads the root file and what it includes, each file once, and hands each document on.</summary>
internal sealed class DocumentReader(LoadContext load, TableCollector tables)
{
    /// <summary>Files included by files included by files: deeper than this is a mistake.</summary>
    private const int DeepestInclude = 32;

    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Reads the root file; null when it cannot be read.</summary>
    public SourceFile? ReadRoot(string path, string displayPath)
    {
        _read.Add(load.Files.RealPath(path));
        var file = Open(path, displayPath, out var mistake);
        if (file is null)
            load.Diagnostics.Error(
                null,
                null,
                load.Files.FileExists(path)
                    ? $"could not read config file {displayPath}: {mistake}"
                    : $"could not find config file {displayPath}"
            );
        else
            ReadDocument(file, 0);
        return file;
    }

    private SourceFile? Open(string path, string displayPath, out string mistake)
    {
        mistake = "";
        try
        {
            return load.AddFile(path, displayPath, load.Files.Read(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            mistake = exception.Message;
            return null;
        }
    }

    private void ReadDocument(SourceFile file, int depth)
    {
        if (!TomlReader.TryRead(file.Content, out var root, out var error))
        {
            load.Diagnostics.Error(file, error.Span, error.Message);
            tables.IsIncomplete = true;
            return;
        }
        if (tables.Add(file, root) is { } include)
            ReadIncludes(include, depth);
    }

    private void ReadIncludes(SourceTable include, int depth)
    {
        var reader = new TableReader(load, include);
        reader.RefuseUnknownKeys();
        if (!reader.TryRead(OtherKeys.IncludeFiles, load.ScopeOf(include.File), out var patterns))
        {
            if (reader.IsMissing(OtherKeys.IncludeFiles))
                reader.ReportAtName($"[{include.Title}] needs its key 'files'");
            return;
        }
        foreach (var pattern in patterns)
            ReadPattern(pattern, include, depth);
    }

    private void ReadPattern(LocatedText pattern, SourceTable include, int depth)
    {
        if (pattern.Text.Length == 0)
            return;
        var absolute = Path.GetFullPath(pattern.Text, include.File.Directory);
        var found = GlobPattern.Find(load.Files, absolute);
        if (found.Count == 0)
            load.Diagnostics.Warn(include.File, pattern.Span, $"No file matches via include \"{absolute}\"");
        foreach (var path in found)
        {
            if (!_read.Add(load.Files.RealPath(path)))
                continue;
            if (depth >= DeepestInclude)
            {
                load.Diagnostics.Error(include.File, pattern.Span, $"files include each other more than {DeepestInclude} deep");
                return;
            }
            var display = load.DisplayPath(path, include.File);
            if (Open(path, display, out var mistake) is not { } file)
            {
                load.Diagnostics.Error(include.File, pattern.Span, $"could not read config file {display}: {mistake}");
                continue;
            }
            load.Diagnostics.Note($"Included extra file \"{path}\" during parsing");
            ReadDocument(file, depth + 1);
        }
    }
}
