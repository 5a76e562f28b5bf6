namespace Supervisor.Configuration.Loading;

/// <summary>The part of the file system that loading a configuration looks at.</summary>
public interface IConfigurationFiles
{
    /// <summary>The whole file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    byte[] Read(string path);
    bool FileExists(string path);
    bool DirectoryExists(string path);

    /// <summary>The names in a directory, without its path; empty when there is no such directory or it may not be listed.</summary>
    IReadOnlyCollection<string> NamesIn(string directory);

    /// <summary>The path with every symbolic link followed, so that one file has one name.</summary>
    string RealPath(string path);
}
