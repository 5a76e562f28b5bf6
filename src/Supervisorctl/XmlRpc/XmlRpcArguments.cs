namespace Supervisorctl.XmlRpc;

/// <summary>Short forms of arguments.</summary>
internal static class XmlRpcArguments
{
    public static XmlRpcValue Of(string text) => new XmlRpcValue.Text(text);

    public static XmlRpcValue Of(int number) => new XmlRpcValue.Number(number);
}
