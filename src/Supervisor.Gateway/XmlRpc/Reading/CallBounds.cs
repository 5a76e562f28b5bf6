namespace Supervisor.Gateway.XmlRpc.Reading;

/// <summary>What a call may cost to read.</summary>
internal static class CallBounds
{
    /// <summary>Elements within each other. A call of a list of structures of lists needs some twenty.</summary>
    public const int Deepest = 200;

    /// <summary>Bytes of one tag with its attributes, of which XML-RPC has none.</summary>
    private const int LongestTag = 1024;

    /// <summary>
    /// Looks over the bytes before they are read: attributes are kept by the XML reader all at once, so a tag has to be short. What
    /// is no XML may pass here.
    /// </summary>
    /// <param name="mostElements">Some twenty belong to each call of a multicall.</param>
    public static bool Hold(ReadOnlySpan<byte> xml, int mostElements)
    {
        var elements = 0;
        while (xml.IndexOf((byte)'<') is var start and >= 0)
        {
            xml = xml[start..];
            int end;
            if (xml.StartsWith("<![CDATA["u8))
                end = xml.IndexOf("]]>"u8);
            else if (xml.StartsWith("<!--"u8))
                end = xml.IndexOf("-->"u8);
            else if (++elements > 2 * mostElements)
                return false;
            else if ((end = xml[..Math.Min(xml.Length, LongestTag)].IndexOf((byte)'>')) < 0)
                return false;
            if (end < 0)
                return false;
            xml = xml[(end + 1)..];
        }
        return true;
    }
}
