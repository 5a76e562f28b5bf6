using System.Collections.Frozen;
using System.Globalization;
using Supervisor.Gateway.XmlRpc.Values;

namespace Supervisor.Gateway.XmlRpc.Reading;

/// <summary>
/// What each element means, by its name. As lenient as Supervisor's own reader: parameters may stand without param or value, unknown types are
/// texts, and what stands between the elements is passed over (reference 3.5).
/// </summary>
internal static class ElementMeanings
{
    private const string TimeFormat = "yyyyMMdd'T'HH:mm:ss";

    /// <summary>Null when it cannot be read.</summary>
    private delegate RpcValue? Meaning(Element element);

    private static readonly FrozenDictionary<string, Meaning> Meanings = new Dictionary<string, Meaning>(StringComparer.Ordinal)
    {
        ["int"] = Integer,
        ["i4"] = Integer,
        ["boolean"] = element => new RpcValue.Truth(element.Text is "1"),
        ["string"] = element => new RpcValue.Text(element.Text ?? ""),
        ["double"] = element =>
            element.Text is { } text && PythonNumber.TryParseReal(text, out var value) ? new RpcValue.Real(value) : null,
        ["dateTime.iso8601"] = Time,
        ["base64"] = element => LenientBase64.TryDecode(element.Text ?? "", out var text) ? new RpcValue.Text(text) : null,
        ["value"] = element => FirstChild(element) ?? new RpcValue.Text(element.Text ?? ""),
        ["data"] = element => new RpcValue.List([.. element.Children.Select(child => child.Value)]),
        ["array"] = FirstChild,
        ["struct"] = Structure,
        ["param"] = FirstChild,
        ["params"] = element => new RpcValue.List([.. element.Children.Select(child => child.Value)]),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>False when it cannot be read. One without a meaning stays as it is: its parent may look into it.</summary>
    public static bool TryApply(Element element)
    {
        if (!Meanings.TryGetValue(element.Name, out var meaning))
            return true;
        if (meaning(element) is not { } value)
            return false;
        element.Become(value);
        return true;
    }

    private static RpcValue? FirstChild(Element element) => element.Children is [var first, ..] ? first.Value : null;

    private static RpcValue.Integer? Integer(Element element) =>
        element.Text is { } text && PythonNumber.TryParseInteger(text, out var value) ? new RpcValue.Integer(value) : null;

    private static RpcValue.Time? Time(Element element) =>
        DateTime.TryParseExact(element.Text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? new RpcValue.Time(value)
            : null;

    private static RpcValue.Structure? Structure(Element element)
    {
        var members = new OrderedDictionary<string, RpcValue>(StringComparer.Ordinal);
        foreach (var member in element.Children)
        {
            if (member.Children is not [{ Value: RpcValue.Text or RpcValue.Nothing } name, var value])
                return null;
            members[name.Text ?? ""] = value.Value;
        }
        return new RpcValue.Structure(members);
    }
}
