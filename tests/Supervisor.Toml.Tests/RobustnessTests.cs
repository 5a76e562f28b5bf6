using System.Text;

namespace Supervisor.Toml.Tests;

/// <summary>Whatever the bytes are, reading ends with a document or with one error at a place in them.</summary>
public sealed class RobustnessTests
{
    private static readonly byte[][] _tokens =
    [
        .. "\" ' \"\"\" ''' [ ] [[ ]] { } , . = # \\ \\u00e9 \\U0001F600 _ + - 0 1 9 0x e inf nan true T Z : 1979-05-27 07:32:00 a b.c é 😀 \uFEFF"
            .Split(' ')
            .Append("\n")
            .Append("\r\n")
            .Append("\r")
            .Append(" ")
            .Append("\0")
            .Append("\\\n")
            .Append("\n[a]\n")
            .Append("\n[[a]]\n")
            .Append("\na.b = {}\n")
            .Select(Encoding.UTF8.GetBytes),
        [0xFF],
        [0x80],
        [0xED, 0xA0, 0x80],
        [0xF0, 0x9F],
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_bytes(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] document = new byte[random.Next(64)];
            random.NextBytes(document);
            ReadAnything(document, $"seed {seed}, document {i}");
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_tokens(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] document = [.. Enumerable.Range(0, random.Next(20)).SelectMany(_ => _tokens[random.Next(_tokens.Length)])];
            ReadAnything(document, $"seed {seed}, document {i}");
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Valid_documents_with_a_few_changes(int seed)
    {
        var random = new Random(seed);
        byte[][] corpus =
        [
            Encoding.UTF8.GetBytes(Samples.Everything),
            .. ComplianceSuite.GetCases("valid").Select(ComplianceSuite.ReadFile),
        ];
        for (int i = 0; i < 20_000; i++)
        {
            var document = new List<byte>(corpus[random.Next(corpus.Length)]);
            for (int change = random.Next(1, 5); change > 0; change--)
            {
                Change(document, random);
            }
            ReadAnything([.. document], $"seed {seed}, document {i}");
        }
    }

    [Fact]
    public void Every_beginning_of_a_document()
    {
        byte[] document = Encoding.UTF8.GetBytes(Samples.Everything);
        for (int length = 0; length < document.Length; length++)
        {
            ReadAnything(document[..length], $"the first {length} bytes");
        }
    }

    private static void Change(List<byte> document, Random random)
    {
        int at = random.Next(document.Count + 1);
        switch (random.Next(4))
        {
            case 0:
                document.InsertRange(at, _tokens[random.Next(_tokens.Length)]);
                break;
            case 1:
                document.RemoveRange(at, Math.Min(random.Next(1, 4), document.Count - at));
                break;
            case 2 when at < document.Count:
                document[at] = (byte)random.Next(256);
                break;
            default:
                int from = random.Next(document.Count + 1);
                document.InsertRange(at, document.GetRange(from, Math.Min(random.Next(20), document.Count - from)));
                break;
        }
    }

    private static void ReadAnything(byte[] document, string name)
    {
        string Describe() => $"{name}: {Convert.ToBase64String(document)}";
        bool isRead = false;
        TomlTable? root = null;
        TomlError? error = null;
        Should.NotThrow(() => isRead = TomlReader.TryRead(document, out root, out error), Describe());
        (root is not null).ShouldBe(isRead, Describe());
        (error is null).ShouldBe(isRead, Describe());
        if (error is not null)
        {
            SpanCheck.FindProblem(document, error.Span).ShouldBeNull(Describe());
            error.Message.Any(char.IsControl).ShouldBeFalse(Describe());
        }
    }
}
