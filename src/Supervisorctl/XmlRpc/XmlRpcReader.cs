using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Supervisorctl.XmlRpc;

/// <summary>Reads answers.</summary>
internal static class XmlRpcReader
{
    /// <summary>Deeper than anything that is answered; a reader without a limit could be brought to its stack's end.</summary>
    private const int Deepest = 64;

    /// <exception cref="XmlRpcFault">The answer is a fault.</exception>
    /// <exception cref="MalformedAnswerException">It is no answer.</exception>
    public static XmlRpcValue ReadAnswer(ReadOnlySpan<byte> document)
    {
        var scanner = new XmlScanner(Encoding.UTF8.GetString(document));
        Expect(scanner.NextTag(out _), "methodResponse");
        var kind = scanner.NextTag(out _);
        if (kind == "fault")
        {
            Expect(scanner.NextTag(out _), "value");
            var fault = ReadValue(ref scanner, 0) as XmlRpcValue.Structure ?? throw new MalformedAnswerException("the fault is no struct");
            throw new XmlRpcFault(fault.NumberOf("faultCode"), fault.TextOf("faultString"));
        }
        Expect(kind, "params");
        Expect(scanner.NextTag(out _), "param");
        var tag = scanner.NextTag(out _);
        if (tag == "value/")
            return new XmlRpcValue.Text("");
        Expect(tag, "value");
        return ReadValue(ref scanner, 0);
    }

    /// <summary>What follows "&lt;value&gt;", up to and with its end.</summary>
    private static XmlRpcValue ReadValue(ref XmlScanner scanner, int depth)
    {
        if (depth > Deepest)
            throw new MalformedAnswerException("values are nested too deep");
        var type = scanner.NextTag(out var bare);
        if (type == "/value")
            return new XmlRpcValue.Text(bare);
        var value = type switch
        {
            "array" => ReadArray(ref scanner, depth),
            "struct" => ReadStructure(ref scanner, depth),
            "array/" => new XmlRpcValue.Sequence([]),
            "struct/" => new XmlRpcValue.Structure(new Dictionary<string, XmlRpcValue>(StringComparer.Ordinal)),
            _ when type.EndsWith('/') => Scalar(type[..^1], ""),
            _ => ReadScalar(ref scanner, type),
        };
        Expect(scanner.NextTag(out _), "/value");
        return value;
    }

    private static XmlRpcValue ReadScalar(ref XmlScanner scanner, string type)
    {
        var end = scanner.NextTag(out var text);
        if (end.Length != type.Length + 1 || end[0] != '/' || !end.EndsWith(type, StringComparison.Ordinal))
            throw new MalformedAnswerException($"<{end}> where </{type}> was expected");
        return Scalar(type, text);
    }

    private static XmlRpcValue Scalar(string type, string text) =>
        type switch
        {
            "int" or "i4" or "i8" => int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? new XmlRpcValue.Number(number)
                : throw new MalformedAnswerException($"'{text}' is no number"),
            "boolean" => new XmlRpcValue.Flag(text.Trim() == "1"),
            // What remains (double, date, base64, nil) no command has a use for, beyond its text.
            _ => new XmlRpcValue.Text(text),
        };

    private static XmlRpcValue.Sequence ReadArray(ref XmlScanner scanner, int depth)
    {
        var items = ImmutableArray.CreateBuilder<XmlRpcValue>();
        var data = scanner.NextTag(out _);
        if (data != "data/")
        {
            Expect(data, "data");
            while (scanner.NextTag(out _) is var tag && tag != "/data")
                items.Add(ReadItem(ref scanner, tag, depth));
        }
        Expect(scanner.NextTag(out _), "/array");
        return new XmlRpcValue.Sequence(items.ToImmutable());
    }

    private static XmlRpcValue.Structure ReadStructure(ref XmlScanner scanner, int depth)
    {
        var members = new Dictionary<string, XmlRpcValue>(StringComparer.Ordinal);
        while (scanner.NextTag(out _) is var tag && tag != "/struct")
        {
            Expect(tag, "member");
            Expect(scanner.NextTag(out _), "name");
            Expect(scanner.NextTag(out var name), "/name");
            members[name] = ReadItem(ref scanner, scanner.NextTag(out _), depth);
            Expect(scanner.NextTag(out _), "/member");
        }
        return new XmlRpcValue.Structure(members);
    }

    private static XmlRpcValue ReadItem(ref XmlScanner scanner, string tag, int depth)
    {
        if (tag == "value/")
            return new XmlRpcValue.Text("");
        Expect(tag, "value");
        return ReadValue(ref scanner, depth + 1);
    }

    private static void Expect(string tag, string wanted)
    {
        if (!string.Equals(tag, wanted, StringComparison.Ordinal))
            throw new MalformedAnswerException($"<{tag}> where <{wanted}> was expected");
    }
}
