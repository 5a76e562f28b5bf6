using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Loading;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Table;
using Supervisor.Posix;
using Supervisor.Toml;

namespace Supervisor.Configuration.ControlClient;

/// <summary>
/// Reads of a configuration what the client needs: its own table, and where the servers are. A mistake anywhere else is the daemon's to tell,
/// and must not keep anybody from asking a daemon that runs.
/// </summary>
public sealed class ControlClientReader(IConfigurationFiles files, IUserDatabase users, LoadSurroundings surroundings)
{
    private const string OwnTable = "supervisorctl";

    /// <param name="rootFile">As the user gave it. What it includes is not read: the client's table has to be in this file.</param>
    public ControlClientResult Read(string rootFile)
    {
        ArgumentNullException.ThrowIfNull(rootFile);
        var load = new LoadContext(files, users, new HostLookup(), surroundings);
        var path = Path.GetFullPath(rootFile, surroundings.WorkingDirectory);
        if (Open(load, path, rootFile) is not { } file || Parse(load, file) is not { } root)
            return new ControlClientResult(null, NamesServer: false, load.Diagnostics.Sorted());
        var settings = ReadSettings(load, file, root);
        var namesServer = root.TryGet(OwnTable, out _) || ServerDefault.HasServer(root);
        // Sorting nothing would still have its code compiled, which each start of the client would pay for.
        return load.Diagnostics.HasErrors
            ? new ControlClientResult(null, namesServer, load.Diagnostics.Sorted())
            : new ControlClientResult(settings, namesServer, []);
    }

    private SourceFile? Open(LoadContext load, string path, string displayPath)
    {
        try
        {
            return load.AddFile(path, displayPath, files.Read(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var isThere = files.FileExists(path);
            load.Diagnostics.Error(
                null,
                null,
                isThere ? $"could not read config file {displayPath}: {exception.Message}" : $"could not find config file {displayPath}"
            );
            return null;
        }
    }

    /// <summary>The whole document, or as much of it as is needed and can be read; null when the client's own table is no TOML.</summary>
    private static TomlTable? Parse(LoadContext load, SourceFile file)
    {
        if (
            TomlReader.TryRead(file.Content, out var root, out var error)
            || TomlReader.TryRead(TableFilter.Keep(file.Content.Span, [OwnTable, .. ServerDefault.Tables]), out root, out error)
            || TomlReader.TryRead(TableFilter.Keep(file.Content.Span, [OwnTable]), out root, out error)
        )
            return root;
        load.Diagnostics.Error(file, error.Span, error.Message);
        return null;
    }

    private static ControlClientSettings ReadSettings(LoadContext load, SourceFile file, TomlTable root)
    {
        var scope = load.ScopeOf(file);
        var reader = new TableReader(load, TableOf(load, file, root));
        reader.RefuseUnknownKeys();
        if (!reader.TryRead(ClientKeys.ServerUrl, scope, out var url))
            url = ServerDefault.Find(load, scope, root) ?? ClientKeys.ServerUrl.Default;
        const string UnixScheme = "unix://";
        if (url.StartsWith(UnixScheme, StringComparison.Ordinal))
            url = UnixScheme + load.AbsolutePath(url[UnixScheme.Length..]);
        return new ControlClientSettings(
            url,
            reader.Read(ClientKeys.UserName, scope),
            reader.Read(ClientKeys.Password, scope),
            reader.Read(ClientKeys.Prompt, scope),
            reader.Read(ClientKeys.HistoryFile, scope)
        );
    }

    private static SourceTable TableOf(LoadContext load, SourceFile file, TomlTable root)
    {
        if (!root.TryGet(OwnTable, out var entry))
            return new SourceTable(ClientKeys.Definition, null, [], file, null);
        if (entry.Value is TomlTable table)
            return new SourceTable(ClientKeys.Definition, null, [.. table.Select(SourceEntry.Of)], file, entry.KeySpan);
        load.Diagnostics.Error(file, entry.KeySpan, $"'{OwnTable}' must be a table: write {ClientKeys.Definition.DisplayName}");
        return new SourceTable(ClientKeys.Definition, null, [], file, entry.KeySpan);
    }
}
