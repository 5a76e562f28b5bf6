using System.Net;
using Supervisor.Configuration.Archive;
using Supervisor.Configuration.Loading;
using Supervisor.Posix;

namespace Supervisor.Configuration.Tests.Surroundings;

/// <summary>A machine that must not be asked: what is loaded from an archive needs none.</summary>
internal sealed class NoSources : IConfigurationFiles, IUserDatabase, IHostLookup
{
    public static LiveSources All
    {
        get
        {
            var sources = new NoSources();
            return new LiveSources(sources, sources, sources);
        }
    }

    public byte[] Read(string path) => throw Asked(path);

    public bool FileExists(string path) => throw Asked(path);

    public bool DirectoryExists(string path) => throw Asked(path);

    public IReadOnlyCollection<string> NamesIn(string directory) => throw Asked(directory);

    public string RealPath(string path) => throw Asked(path);

    public UserAccount? FindUser(string nameOrNumber) => throw Asked(nameOrNumber);

    public UserAccount? FindUser(uint userId) => throw Asked($"{userId}");

    public uint? FindGroup(string nameOrNumber) => throw Asked(nameOrNumber);

    public IPAddress? Find(string host) => throw Asked(host);

    private static InvalidOperationException Asked(string question) => new($"asked for {question}");
}
