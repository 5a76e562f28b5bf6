using System.Buffers;
using System.Text;
using System.Xml;
using Supervisor.Gateway.XmlRpc.Values;

namespace Supervisor.Gateway.XmlRpc.Reading;

/// <summary>Reads a call from its XML, which is UTF-8 whatever it says of itself. There are no document types and no entities.</summary>
internal static class CallReader
{
    private const int TextPiece = 4096;
    private static readonly UTF8Encoding StrictText = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Null for what is no XML, goes beyond the bounds, has a value that cannot be read, or names no method.</summary>
    /// <param name="xml">The body: an array, because that is what the XML reader reads from.</param>
    /// <param name="mostElements">Each takes some hundred bytes of memory, whatever its length.</param>
    public static MethodCall? Read(ArraySegment<byte> xml, int mostElements)
    {
        if (!CallBounds.Hold(xml, mostElements))
            return null;
        try
        {
            using var text = new StreamReader(
                new MemoryStream(xml.Array!, xml.Offset, xml.Count, writable: false),
                StrictText,
                detectEncodingFromByteOrderMarks: false
            );
            using var reader = XmlReader.Create(text, Settings);
            return Read(reader, mostElements);
        }
        catch (Exception failure) when (failure is XmlException or DecoderFallbackException)
        {
            return null;
        }
    }

    private static MethodCall? Read(XmlReader reader, int mostElements)
    {
        var open = new Stack<Element>();
        string? name = null;
        IReadOnlyList<RpcValue> parameters = [];
        var elements = 0;
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                if (++elements > mostElements || open.Count >= CallBounds.Deepest)
                    return null;
                var element = new Element(reader.NamespaceURI.Length == 0 ? reader.LocalName : "");
                if (open.TryPeek(out var parent))
                    parent.Add(element);
                open.Push(element);
            }
            if (reader.NodeType == XmlNodeType.EndElement || (reader.NodeType == XmlNodeType.Element && reader.IsEmptyElement))
            {
                var element = open.Pop();
                if (!ElementMeanings.TryApply(element))
                    return null;
                if (element is { Name: "methodName" })
                    name = element.Text;
                else if (element is { Name: "params", Value: RpcValue.List list })
                    parameters = list.Items;
            }
            else if (reader.HasValue && open.TryPeek(out var element))
            {
                ReadText(reader, element);
            }
        }
        return string.IsNullOrEmpty(name) ? null : new MethodCall(name, parameters);
    }

    /// <summary>In pieces: whole, the XML reader would hold a text of megabytes twice.</summary>
    private static void ReadText(XmlReader reader, Element element)
    {
        var buffer = ArrayPool<char>.Shared.Rent(TextPiece);
        while (reader.ReadValueChunk(buffer, 0, TextPiece) is var count and > 0)
            element.AddText(buffer.AsSpan(0, count));
        ArrayPool<char>.Shared.Return(buffer);
    }
}
