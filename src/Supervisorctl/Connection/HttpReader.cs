using System.Globalization;
using System.Text;
using Supervisor.Posix;

namespace Supervisorctl.Connection;

/// <summary>Reads answers from a connection.</summary>
internal sealed class HttpReader(ClientSocket socket)
{
    private const int BufferSize = 16 * 1024;

    /// <summary>More in one line is no header of any server.</summary>
    private const int LongestLine = 64 * 1024;
    private const int MostHeaders = 200;
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;

    /// <summary>Whether anything of the present answer has come.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>The head of the final answer; interim ones (100 Continue) are passed over.</summary>
    public HttpHead ReadHead()
    {
        HasBegun = _start < _end;
        while (true)
        {
            var head = ReadOneHead();
            if (head.Status >= 200)
                return head;
        }
    }

    public byte[] ReadBody(HttpHead head)
    {
        var content = new MemoryStream();
        ReadContinuously(head, content.Write);
        return content.ToArray();
    }

    /// <summary>Hands the content on as it comes.</summary>
    public void ReadContinuously(HttpHead head, Action<ReadOnlySpan<byte>> take)
    {
        if (head.HasNoContent)
            return;
        if (head.IsChunked)
            ReadChunks(take);
        else if (head.Length is { } length)
            ReadExactly(length, take);
        else
            while (_start < _end || Fill())
                Take(long.MaxValue, take);
    }

    private HttpHead ReadOneHead()
    {
        var line = ReadLine(isFirst: true);
        var words = line.Split(' ', 3);
        if (words.Length < 2 || !words[0].StartsWith("HTTP/", StringComparison.Ordinal) || !TryParseNumber(words[1], out var status))
            throw ConnectionException.Malformed(line);
        var contentType = "";
        long? length = null;
        var isChunked = false;
        var isKept = !words[0].EndsWith("/1.0", StringComparison.Ordinal);
        for (var count = 0; ReadLine() is { Length: > 0 } header; count++)
        {
            var colon = header.IndexOf(':');
            if (colon <= 0 || count >= MostHeaders)
                throw ConnectionException.Malformed(header);
            var value = header[(colon + 1)..].Trim();
            switch (header[..colon].ToLowerInvariant())
            {
                case "content-length":
                    length = TryParseNumber(value, out var number) ? number : throw ConnectionException.Malformed(header);
                    break;
                case "content-type":
                    contentType = value;
                    break;
                case "transfer-encoding":
                    isChunked = value.EndsWith("chunked", StringComparison.OrdinalIgnoreCase);
                    break;
                case "connection":
                    isKept = isKept ? !Has(value, "close") : Has(value, "keep-alive");
                    break;
            }
        }
        var reason = words.Length > 2 ? words[2] : "";
        return new HttpHead((int)status, reason, contentType, length, isChunked, isKept && (isChunked || length is not null));
    }

    private void ReadChunks(Action<ReadOnlySpan<byte>> take)
    {
        while (true)
        {
            var line = ReadLine();
            var end = line.AsSpan().IndexOfAny(';', ' ');
            var digits = end < 0 ? line : line[..end];
            if (!long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) || size < 0)
                throw ConnectionException.Malformed(line);
            if (size == 0)
                break;
            ReadExactly(size, take);
            if (ReadLine().Length > 0)
                throw ConnectionException.Malformed("a chunk is longer than it says");
        }
        while (ReadLine().Length > 0) { }
    }

    private void ReadExactly(long length, Action<ReadOnlySpan<byte>> take)
    {
        while (length > 0)
        {
            if (_start == _end && !Fill())
                throw ConnectionException.Closed();
            length -= Take(length, take);
        }
    }

    /// <summary>Hands on what is in the buffer, as far as it is wanted.</summary>
    private int Take(long most, Action<ReadOnlySpan<byte>> take)
    {
        var count = (int)Math.Min(most, _end - _start);
        take(_buffer.AsSpan(_start, count));
        _start += count;
        return count;
    }

    private string ReadLine(bool isFirst = false)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end && !Fill())
                throw isFirst && line.Length == 0
                    ? ConnectionException.Closed()
                    : ConnectionException.Malformed("the answer ends too early");
            var rest = _buffer.AsSpan(_start, _end - _start);
            var end = rest.IndexOf((byte)'\n');
            line.Append(Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]));
            _start += end < 0 ? rest.Length : end + 1;
            if (line.Length > LongestLine)
                throw ConnectionException.Malformed("a line is too long");
            if (end >= 0)
                return line.ToString().TrimEnd('\r');
        }
    }

    /// <summary>False at the end.</summary>
    private bool Fill()
    {
        var result = socket.Read(_buffer);
        if (!result.IsSuccess)
            throw ConnectionException.Of(result.Errno);
        (_start, _end) = (0, result.Count);
        HasBegun |= result.Count > 0;
        return result.Count > 0;
    }

    private static bool TryParseNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool Has(string value, string word) => value.Contains(word, StringComparison.OrdinalIgnoreCase);
}
