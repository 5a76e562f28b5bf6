using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Loading;
using Supervisor.Posix;

namespace Supervisor.Configuration.Archive;

/// <summary>
/// The sources of one load, with a record of what they answered. Beginning without answers it records a load; beginning with those of an
/// archive it replays one, and the live sources are asked only what that load did not ask.
/// </summary>
internal sealed class RecordedSources(LiveSources live, SourceAnswers answers) : IConfigurationFiles, IUserDatabase, IHostLookup
{
    private readonly AnswerBook<ImmutableArray<byte>> _contents = new(answers.Contents);
    private readonly AnswerBook<bool> _files = new(answers.Files);
    private readonly AnswerBook<bool> _directories = new(answers.Directories);
    private readonly AnswerBook<ImmutableArray<string>> _names = new(answers.Names);
    private readonly AnswerBook<string> _realPaths = new(answers.RealPaths);
    private readonly AnswerBook<UserAccount?> _users = new(answers.Users);
    private readonly AnswerBook<UserAccount?> _usersById = new(answers.UsersById);
    private readonly AnswerBook<uint?> _groups = new(answers.Groups);
    private readonly AnswerBook<IPAddress?> _hosts = new(answers.Hosts);

    /// <summary>Loads from these sources.</summary>
    public LoadResult Load(string rootFile, CommandLineOverrides overrides, LoadSurroundings surroundings) =>
        new ConfigurationLoader(this, this, this, surroundings).Load(rootFile, overrides);

    /// <summary>What was answered so far.</summary>
    public SourceAnswers Answers() =>
        new()
        {
            Contents = _contents.ToImmutable(),
            Files = _files.ToImmutable(),
            Directories = _directories.ToImmutable(),
            Names = _names.ToImmutable(),
            RealPaths = _realPaths.ToImmutable(),
            Users = _users.ToImmutable(),
            UsersById = _usersById.ToImmutable(),
            Groups = _groups.ToImmutable(),
            Hosts = _hosts.ToImmutable(),
        };

    public byte[] Read(string path) => [.. _contents.Ask(path, asked => [.. live.Files.Read(asked)])];

    public bool FileExists(string path) => _files.Ask(path, live.Files.FileExists);

    public bool DirectoryExists(string path) => _directories.Ask(path, live.Files.DirectoryExists);

    public IReadOnlyCollection<string> NamesIn(string directory) => _names.Ask(directory, asked => [.. live.Files.NamesIn(asked)]);

    public string RealPath(string path) => _realPaths.Ask(path, live.Files.RealPath);

    public UserAccount? FindUser(string nameOrNumber) => _users.Ask(nameOrNumber, live.Users.FindUser);

    public UserAccount? FindUser(uint userId) =>
        _usersById.Ask(userId.ToString(CultureInfo.InvariantCulture), _ => live.Users.FindUser(userId));

    public uint? FindGroup(string nameOrNumber) => _groups.Ask(nameOrNumber, live.Users.FindGroup);

    public IPAddress? Find(string host) => _hosts.Ask(host, live.Hosts.Find);
}
