namespace Supervisor.Gateway.XmlRpc.Answers;

/// <summary>The whole answer to a call, as Python's xmlrpc.client lays it out.</summary>
internal static class ResponseLayout
{
    public static void Write(AnswerWriter writer, Answer answer)
    {
        writer.Write("<?xml version='1.0'?>\n<methodResponse>\n"u8);
        if (answer is Answer.Fault)
        {
            writer.Write("<fault>\n"u8);
            answer.Write(writer);
            writer.Write("</fault>\n"u8);
        }
        else
        {
            writer.Write("<params>\n<param>\n"u8);
            answer.Write(writer);
            writer.Write("</param>\n</params>\n"u8);
        }
        writer.Write("</methodResponse>\n"u8);
    }
}
