using Supervisor.Gateway.XmlRpc.Methods;

namespace Supervisor.Gateway.Tests.XmlRpc;

/// <summary>A file of nine bytes; each case was tried on the original.</summary>
public sealed class LogPartTests
{
    private const string Content = "123456789";

    [Theory]
    [InlineData(0, 0, "123456789")]
    [InlineData(0, 3, "123")]
    [InlineData(3, 3, "456")]
    [InlineData(5, 100, "6789")]
    [InlineData(8, 0, "9")]
    [InlineData(9, 1, "")]
    [InlineData(100, 1, "")]
    [InlineData(100, 0, "")]
    [InlineData(-3, 0, "789")]
    [InlineData(-100, 0, "123456789")]
    [InlineData(1L << 61, 1L << 61, "")]
    [InlineData(0, 1L << 61, "123456789")]
    [InlineData(-(1L << 61), 0, "123456789")]
    public void Reads(long offset, long length, string expected)
    {
        var part = LogPart.ToRead(Content.Length, offset, length).ShouldNotBeNull();
        Content.Substring((int)part.Position, (int)part.Count).ShouldBe(expected);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(-1, -1)]
    [InlineData(0, -1)]
    [InlineData(5, -(1L << 61))]
    public void Refuses(long offset, long length) => LogPart.ToRead(Content.Length, offset, length).ShouldBeNull();

    [Theory]
    [InlineData(0, 3, "789", true)]
    [InlineData(0, 9, "123456789", false)]
    [InlineData(0, 100, "123456789", false)]
    [InlineData(9, 10, "", false)]
    [InlineData(100, 10, "", false)]
    [InlineData(0, 0, "", true)]
    [InlineData(5, 2, "89", true)]
    [InlineData(3, 6, "456789", false)]
    [InlineData(4, 5, "56789", false)]
    [InlineData(-1, 2, "89", true)]
    [InlineData(0, -1, "", true)]
    [InlineData(8, 1, "9", false)]
    [InlineData(1L << 61, 0, "", false)]
    [InlineData(0, 1L << 61, "123456789", false)]
    [InlineData(-(1L << 61), -(1L << 61), "", true)]
    [InlineData(1L << 61, 1L << 61, "", false)]
    public void Tails(long offset, long length, string expected, bool overflows)
    {
        var (part, isMore) = LogPart.ToTail(Content.Length, offset, length);
        Content.Substring((int)part.Position, (int)part.Count).ShouldBe(expected);
        isMore.ShouldBe(overflows);
    }

    [Fact]
    public void An_empty_log_has_an_empty_tail()
    {
        var (part, overflows) = LogPart.ToTail(0, 0, 100);
        part.Count.ShouldBe(0);
        overflows.ShouldBeFalse();
    }
}
