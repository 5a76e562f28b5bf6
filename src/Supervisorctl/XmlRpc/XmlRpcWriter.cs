using System.Globalization;
using System.Text;

namespace Supervisorctl.XmlRpc;

/// <summary>Writes calls.</summary>
internal static class XmlRpcWriter
{
    public static byte[] Call(string method, ReadOnlySpan<XmlRpcValue> arguments)
    {
        var text = new StringBuilder(256);
        text.Append("<?xml version='1.0'?>\n<methodCall>\n<methodName>").Append(method).Append("</methodName>\n<params>\n");
        foreach (var argument in arguments)
        {
            text.Append("<param>\n");
            AppendValue(text, argument);
            text.Append("</param>\n");
        }
        return Encoding.UTF8.GetBytes(text.Append("</params>\n</methodCall>\n").ToString());
    }

    private static void AppendValue(StringBuilder text, XmlRpcValue value)
    {
        text.Append("<value>");
        switch (value)
        {
            case XmlRpcValue.Text words:
                text.Append("<string>");
                AppendEscaped(text, words.Value);
                text.Append("</string>");
                break;
            case XmlRpcValue.Number number:
                text.Append("<int>").Append(number.Value.ToString(CultureInfo.InvariantCulture)).Append("</int>");
                break;
            case XmlRpcValue.Flag flag:
                text.Append("<boolean>").Append(flag.Value ? '1' : '0').Append("</boolean>");
                break;
            case XmlRpcValue.Sequence sequence:
                text.Append("<array><data>\n");
                foreach (var item in sequence.Items)
                    AppendValue(text, item);
                text.Append("</data></array>");
                break;
            case XmlRpcValue.Structure structure:
                text.Append("<struct>\n");
                foreach (var (name, member) in structure.Members)
                {
                    text.Append("<member>\n<name>");
                    AppendEscaped(text, name);
                    text.Append("</name>\n");
                    AppendValue(text, member);
                    text.Append("</member>\n");
                }
                text.Append("</struct>");
                break;
        }
        text.Append("</value>\n");
    }

    private static void AppendEscaped(StringBuilder text, string words)
    {
        foreach (var character in words)
        {
            _ = character switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                // A reader makes a line feed of a carriage return that stands as it is (XML 1.0, 2.11).
                '\r' => text.Append("&#13;"),
                _ => text.Append(character),
            };
        }
    }
}
