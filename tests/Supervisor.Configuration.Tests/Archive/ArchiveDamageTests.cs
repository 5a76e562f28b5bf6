using System.Buffers.Binary;
using Supervisor.Configuration.Archive;
using Supervisor.Configuration.Tests.Loading;
using Supervisor.Configuration.Tests.Surroundings;

namespace Supervisor.Configuration.Tests.Archive;

/// <summary>Whatever became of an archive's bytes: the same archive, or a reason.</summary>
public class ArchiveDamageTests
{
    private static readonly byte[] Good = Archived("[program.web]\ncommand = 'x'\nuser = 'www'\n");

    [Fact]
    public void A_change_of_any_byte_is_noticed()
    {
        for (var at = 0; at < Good.Length; at++)
        {
            for (var mask = 1; mask <= byte.MaxValue; mask++)
            {
                var bytes = Good.ToArray();
                bytes[at] ^= (byte)mask;
                Refused(bytes, $"byte {at} xor {mask}");
            }
        }
    }

    [Fact]
    public void Every_shorter_or_longer_archive_is_noticed()
    {
        for (var length = 0; length < Good.Length; length++)
            Refused(Good[..length], $"{length} bytes").ShouldStartWith("cut short");
        Refused([.. Good, 0], "a byte more");
        Refused([.. Good, .. Good], "twice");
    }

    [Fact]
    public void A_file_of_zeros_or_of_something_else_is_noticed()
    {
        Refused(new byte[Good.Length], "zeros");
        Refused("[supervisord]\nlogfile = 'a file that is no archive'\n"u8.ToArray(), "text").ShouldBe("not an archive of a configuration");
    }

    [Theory]
    [InlineData(2u, "of version 2, which is newer than 1")]
    [InlineData(uint.MaxValue, "of version 4294967295, which is newer than 1")]
    [InlineData(0u, "of version 0, which there never was")]
    public void Another_version_is_told(uint version, string reason)
    {
        var bytes = Good.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), version);
        Refused(bytes, "version").ShouldBe(reason);
    }

    /// <summary>Content that another program wrote, its checksum right: nothing is thrown, whatever it says.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Strange_content_with_a_good_checksum_never_throws(int seed)
    {
        var random = new Random(seed);
        ArchiveEnvelope.TryOpen(Archived(RobustnessTests.Everything), out var span, out _).ShouldBeTrue();
        var good = span.ToArray();
        var refused = 0;
        for (var i = 0; i < 3000; i++)
        {
            var content = good.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                Damage(content, random);
            var bytes = ArchiveEnvelope.Wrap(content.AsSpan(0, random.Next(4) == 0 ? random.Next(content.Length) : content.Length));
            if (ConfigurationArchive.TryParse(bytes, out var archive, out var reason))
                archive.RootFile.ShouldNotBeNull();
            else
                refused += reason.Length > 0 ? 1 : 0;
        }
        // Most damage of numbers and lengths shows; that of texts makes another archive.
        refused.ShouldBeInRange(100, 3000);
    }

    private static void Damage(byte[] content, Random random)
    {
        // Lengths, counts and kinds are where small numbers are.
        var at = random.Next(content.Length / sizeof(uint)) * sizeof(uint);
        switch (random.Next(3))
        {
            case 0:
                content[at] = (byte)random.Next(256);
                break;
            case 1:
                random.NextBytes(content.AsSpan(at, sizeof(uint)));
                break;
            default:
                BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(at), (uint)random.Next(40));
                break;
        }
    }

    private static string Refused(byte[] bytes, string what)
    {
        ConfigurationArchive.TryParse(bytes, out var archive, out var reason).ShouldBeFalse(what);
        archive.ShouldBeNull(what);
        reason.ShouldNotBeNullOrEmpty(what);
        return reason;
    }

    private static byte[] Archived(string text)
    {
        var fixture = new Fixture();
        fixture.Files.Add("/conf/supervisor.toml", text);
        return fixture.Record("supervisor.toml").Archive.ToBytes();
    }
}
