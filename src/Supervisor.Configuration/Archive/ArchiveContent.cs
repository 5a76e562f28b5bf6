using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Loading;
using Supervisor.Posix;

namespace Supervisor.Configuration.Archive;

/// <summary>The parts of an archive in their order. A change of it is a new version of the envelope.</summary>
internal static class ArchiveContent
{
    public static ReadOnlySpan<byte> Write(ConfigurationArchive archive)
    {
        var writer = new ArchiveWriter();
        writer.Text(archive.RootFile);
        // Sorted, so that one load has one archive; variables keep the order in which suggestions look at them.
        WriteTexts(writer, [.. archive.Overrides.Values.OrderBy(entry => entry.Key, StringComparer.Ordinal)]);
        WriteTexts(writer, archive.Surroundings.Variables);
        writer.Text(archive.Surroundings.HostNodeName);
        writer.Text(archive.Surroundings.WorkingDirectory);
        writer.Number(archive.Surroundings.UserId);
        var answers = archive.Answers;
        writer.Book(answers.Contents, static (to, content) => to.Bytes(content.AsSpan()));
        writer.Book(answers.Files, static (to, exists) => to.Flag(exists));
        writer.Book(answers.Directories, static (to, exists) => to.Flag(exists));
        writer.Book(answers.Names, WriteNames);
        writer.Book(answers.RealPaths, static (to, path) => to.Text(path));
        writer.Book(answers.Users, WriteUser);
        writer.Book(answers.UsersById, WriteUser);
        writer.Book(answers.Groups, WriteGroup);
        writer.Book(answers.Hosts, WriteHost);
        return writer.Written;
    }

    /// <exception cref="InvalidDataException">The content is not what <see cref="Write"/> makes.</exception>
    public static ConfigurationArchive Read(ReadOnlySpan<byte> content)
    {
        var reader = new ArchiveReader(content);
        var rootFile = reader.Text();
        var overrides = new Dictionary<string, string>(ReadTexts(ref reader), StringComparer.Ordinal);
        var surroundings = new LoadSurroundings(ReadTexts(ref reader), reader.Text(), reader.Text()) { UserId = reader.Number() };
        // Members are read in the order in which they stand here.
        var answers = new SourceAnswers
        {
            Contents = reader.Book(static (ref from) => from.Bytes().ToImmutableArray()),
            Files = reader.Book(static (ref from) => from.Flag()),
            Directories = reader.Book(static (ref from) => from.Flag()),
            Names = reader.Book(ReadNames),
            RealPaths = reader.Book(static (ref from) => from.Text()),
            Users = reader.Book(ReadUser),
            UsersById = reader.Book(ReadUser),
            Groups = reader.Book(ReadGroup),
            Hosts = reader.Book(ReadHost),
        };
        reader.End();
        return new ConfigurationArchive(rootFile, new CommandLineOverrides(overrides), surroundings, answers);
    }

    private static void WriteTexts(ArchiveWriter writer, IReadOnlyCollection<KeyValuePair<string, string>> texts)
    {
        writer.Number((uint)texts.Count);
        foreach (var (name, text) in texts)
        {
            writer.Text(name);
            writer.Text(text);
        }
    }

    private static Dictionary<string, string> ReadTexts(ref ArchiveReader reader)
    {
        var count = reader.Count();
        var texts = new Dictionary<string, string>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
            texts[reader.Text()] = reader.Text();
        return texts;
    }

    private static void WriteNames(ArchiveWriter writer, ImmutableArray<string> names)
    {
        writer.Number((uint)names.Length);
        foreach (var name in names)
            writer.Text(name);
    }

    private static ImmutableArray<string> ReadNames(ref ArchiveReader reader)
    {
        var names = new string[reader.Count()];
        for (var i = 0; i < names.Length; i++)
            names[i] = reader.Text();
        return [.. names];
    }

    private static void WriteUser(ArchiveWriter writer, UserAccount? user)
    {
        writer.Flag(user is not null);
        if (user is null)
            return;
        writer.Text(user.Name);
        writer.Number(user.UserId);
        writer.Number(user.GroupId);
        writer.Number((uint)user.Groups.Length);
        foreach (var group in user.Groups)
            writer.Number(group);
        writer.Text(user.HomeDirectory);
    }

    private static UserAccount? ReadUser(ref ArchiveReader reader) =>
        reader.Flag() ? new UserAccount(reader.Text(), reader.Number(), reader.Number(), ReadGroups(ref reader), reader.Text()) : null;

    private static ImmutableArray<uint> ReadGroups(ref ArchiveReader reader)
    {
        var groups = new uint[reader.Count()];
        for (var i = 0; i < groups.Length; i++)
            groups[i] = reader.Number();
        return [.. groups];
    }

    private static void WriteGroup(ArchiveWriter writer, uint? group)
    {
        writer.Flag(group is not null);
        writer.Number(group ?? 0);
    }

    private static uint? ReadGroup(ref ArchiveReader reader)
    {
        var exists = reader.Flag();
        var group = reader.Number();
        return exists ? group : null;
    }

    /// <summary>No bytes for a host without an address; the scope is that of a link-local address (RFC 4007).</summary>
    private static void WriteHost(ArchiveWriter writer, IPAddress? address)
    {
        writer.Bytes(address?.GetAddressBytes() ?? []);
        writer.Number(address?.AddressFamily == AddressFamily.InterNetworkV6 ? (uint)address.ScopeId : 0);
    }

    private static IPAddress? ReadHost(ref ArchiveReader reader)
    {
        const int Short = 4;
        const int Long = 16;
        var bytes = reader.Bytes();
        var scope = reader.Number();
        return bytes.Length switch
        {
            0 => null,
            Short => new IPAddress(bytes),
            Long => new IPAddress(bytes, scope),
            var other => throw new InvalidDataException($"an address of {other} bytes"),
        };
    }
}
