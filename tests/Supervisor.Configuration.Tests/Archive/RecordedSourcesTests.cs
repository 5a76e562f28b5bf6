using System.Collections.Immutable;
using System.Net;
using Supervisor.Configuration.Archive;
using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Loading;
using Supervisor.Configuration.Tests.Surroundings;
using Supervisor.Posix;

namespace Supervisor.Configuration.Tests.Archive;

/// <summary>Every kind of answer goes through the archive's bytes and comes out as it went in.</summary>
public class RecordedSourcesTests
{
    public static TheoryData<Exception> Failures =>
        [
            new FileNotFoundException("Could not find file '/a'."),
            new DirectoryNotFoundException("Could not find a part of the path '/a'."),
            new UnauthorizedAccessException("Access to the path '/a' is denied."),
            new IOException("Input/output error : '/a'"),
            new PosixException("getpwnam_r", Errno.EIO, "www"),
            new PosixException("getpwnam_r", Errno.EIO),
            new PosixException("getpwnam_r", 4242, "a: b"),
        ];

    [Theory]
    [MemberData(nameof(Failures))]
    public void Failures_come_back_in_kind_and_words(Exception failure)
    {
        var source = new OneAnswer { Failure = failure };
        var again = Archived(source, sources => Should.Throw(() => sources.Read("/a"), failure.GetType()));
        var replayed = Should.Throw(() => again.Read("/a"), failure.GetType());
        replayed.Message.ShouldBe(failure.Message);
        if (failure is PosixException call)
            replayed
                .ShouldBeOfType<PosixException>()
                .ShouldSatisfyAllConditions(same => same.Call.ShouldBe(call.Call), same => same.ErrorNumber.ShouldBe(call.ErrorNumber));
    }

    [Fact]
    public void Contents_are_kept_byte_for_byte()
    {
        var content = Enumerable.Range(0, 1000).Select(number => (byte)number).ToArray();
        var again = Archived(new OneAnswer { Content = content }, sources => sources.Read("/a"));
        again.Read("/a").ShouldBe(content);
        // A reader that writes into its copy changes nobody else's.
        again.Read("/a")[0]++;
        again.Read("/a").ShouldBe(content);
    }

    [Fact]
    public void Names_keep_their_order()
    {
        string[] names = ["b", "a", "", "\udcff", "c d\n"];
        Archived(new OneAnswer { Names = names }, sources => sources.NamesIn("/d")).NamesIn("/d").ShouldBe(names);
        Archived(new OneAnswer(), sources => sources.NamesIn("/d")).NamesIn("/d").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_exists_and_where_links_lead_is_kept(bool exists)
    {
        var again = Archived(
            new OneAnswer { Exists = exists },
            sources =>
            {
                sources.FileExists("/f");
                sources.DirectoryExists("/d");
                sources.RealPath("/l");
            }
        );
        (again.FileExists("/f"), again.DirectoryExists("/d"), again.RealPath("/l")).ShouldBe((exists, exists, "/real/l"));
    }

    [Fact]
    public void Accounts_are_kept()
    {
        var account = new UserAccount("w\u00e4w", uint.MaxValue, 7, [7, 0, uint.MaxValue - 1], "");
        var again = Archived(
            new OneAnswer { User = account, Group = 0 },
            sources =>
            {
                sources.FindUser("33");
                sources.FindUser(33);
                sources.FindGroup("adm");
            }
        );
        Description.Of(again.FindUser("33")).ShouldBe(Description.Of(account));
        Description.Of(again.FindUser(33)).ShouldBe(Description.Of(account));
        again.FindGroup("adm").ShouldBe(0u);
        var nobody = Archived(
            new OneAnswer(),
            sources =>
            {
                sources.FindUser("x");
                sources.FindGroup("x");
            }
        );
        nobody.FindUser("x").ShouldBeNull();
        nobody.FindGroup("x").ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("192.0.2.7")]
    [InlineData("2001:db8::1")]
    [InlineData("fe80::1%3")]
    [InlineData("fe80::1%4294967295")]
    public void Addresses_are_kept(string? text)
    {
        var address = text is null ? null : IPAddress.Parse(text);
        Archived(new OneAnswer { Address = address }, sources => sources.Find("h")).Find("h").ShouldBe(address);
    }

    /// <summary>Sources that know what the archive of these questions knows, and nothing else.</summary>
    private static RecordedSources Archived(OneAnswer source, Action<RecordedSources> ask)
    {
        var recorded = new RecordedSources(new LiveSources(source, source, source), SourceAnswers.None);
        ask(recorded);
        var surroundings = new LoadSurroundings(ImmutableDictionary<string, string>.Empty, "host1", "/");
        var archive = new ConfigurationArchive("x", CommandLineOverrides.None, surroundings, recorded.Answers());
        return new RecordedSources(NoSources.All, ArchiveReplay.Parse(archive.ToBytes()).Answers);
    }

    /// <summary>Answers every question alike.</summary>
    private sealed class OneAnswer : IConfigurationFiles, IUserDatabase, IHostLookup
    {
        public Exception? Failure { get; init; }
        public byte[] Content { get; init; } = [];
        public bool Exists { get; init; }
        public string[] Names { get; init; } = [];
        public UserAccount? User { get; init; }
        public uint? Group { get; init; }
        public IPAddress? Address { get; init; }

        public byte[] Read(string path) => Failure is null ? Content : throw Failure;

        public bool FileExists(string path) => Exists;

        public bool DirectoryExists(string path) => Exists;

        public IReadOnlyCollection<string> NamesIn(string directory) => Names;

        public string RealPath(string path) => "/real" + path;

        public UserAccount? FindUser(string nameOrNumber) => User;

        public UserAccount? FindUser(uint userId) => User;

        public uint? FindGroup(string nameOrNumber) => Group;

        public IPAddress? Find(string host) => Address;
    }
}
