using System.Text;
using Supervisor.Configuration.Loading;

namespace Supervisor.Configuration.Tests.Surroundings;

/// <summary>A file system of a few files; their directories exist.</summary>
internal sealed class MemoryFiles : IConfigurationFiles
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _directories = new(StringComparer.Ordinal) { "/" };
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);

    public List<string> Reads { get; } = [];

    public MemoryFiles Add(string path, string text) => Add(path, Encoding.UTF8.GetBytes(text));

    public MemoryFiles Add(string path, byte[] content)
    {
        _files[path] = content;
        return AddDirectory(Path.GetDirectoryName(path)!);
    }

    public MemoryFiles AddDirectory(string path)
    {
        for (var directory = path; directory is not null; directory = Path.GetDirectoryName(directory))
            _directories.Add(directory);
        return this;
    }

    public MemoryFiles Link(string path, string target)
    {
        _links[path] = target;
        return Add(path, _files[target]);
    }

    public byte[] Read(string path)
    {
        Reads.Add(path);
        return _files.TryGetValue(path, out var content) ? content : throw new FileNotFoundException($"Could not find file '{path}'.");
    }

    public bool FileExists(string path) => _files.ContainsKey(path);

    public bool DirectoryExists(string path) => _directories.Contains(path);

    public IReadOnlyCollection<string> NamesIn(string directory) =>
        [
            .. _files
                .Keys.Concat(_directories)
                .Where(path => path != "/" && Path.GetDirectoryName(path) == directory)
                .Select(path => Path.GetFileName(path)),
        ];

    public string RealPath(string path) => _links.GetValueOrDefault(path, path);
}
