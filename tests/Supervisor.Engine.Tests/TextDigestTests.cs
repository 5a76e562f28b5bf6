using System.Security.Cryptography;
using System.Text;

namespace Supervisor.Engine.Tests;

public sealed class TextDigestTests
{
    /// <summary>Every number of bytes around the borders of blocks, and text that is no ASCII.</summary>
    [Fact]
    public void It_is_what_the_framework_makes_of_the_same_text()
    {
        var texts = Enumerable
            .Range(0, 200)
            .Select(length => string.Concat(Enumerable.Range(0, length).Select(at => (char)('!' + at % 90))));
        foreach (var text in texts.Append("größe\0名前"))
        {
            var digest = new byte[TextDigest.Length];
            TextDigest.Compute(text, digest);
            digest.ShouldBe(SHA256.HashData(Encoding.UTF8.GetBytes(text)), text);
        }
    }
}
