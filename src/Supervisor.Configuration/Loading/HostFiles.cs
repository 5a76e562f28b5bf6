namespace Supervisor.Configuration.Loading;

/// <summary>The files of this machine.</summary>
public sealed class HostFiles : IConfigurationFiles
{
    /// <summary>The kernel follows 40 links at most (path_resolution(7)).</summary>
    private const int MostLinks = 40;

    public byte[] Read(string path) => File.ReadAllBytes(path);

    public bool FileExists(string path) => File.Exists(path);

    public bool DirectoryExists(string path) => Directory.Exists(path);

    public IReadOnlyCollection<string> NamesIn(string directory)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(directory).Select(path => Path.GetFileName(path))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public string RealPath(string path)
    {
        var resolved = "/";
        var waiting = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        var links = 0;
        while (waiting.TryPop(out var part))
        {
            if (part == ".")
                continue;
            if (part == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? "/";
                continue;
            }
            var candidate = Path.Combine(resolved, part);
            if (links < MostLinks && new FileInfo(candidate).LinkTarget is { } target)
            {
                links++;
                if (target.StartsWith('/'))
                    resolved = "/";
                foreach (var piece in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                    waiting.Push(piece);
                continue;
            }
            resolved = candidate;
        }
        return resolved;
    }
}
