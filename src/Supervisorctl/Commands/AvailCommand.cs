using System.Text.Json;
using Supervisor.Protocol.Replies;
using Supervisorctl.Api;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>avail: what is configured, whether it is active or not.</summary>
internal sealed class AvailCommand : Command
{
    public override string Name => "avail";

    public override string Help => "avail\t\t\tDisplay all configured processes\navail --json\t\tPrint all that is known of them as JSON";

    public override void Run(Session session, string argument)
    {
        var isJson = argument == "--json";
        if (!isJson && RefusesArgument(session, argument))
            return;
        try
        {
            var processes = session.Call("getAllConfigInfo").Items;
            if (isJson)
            {
                JsonOutput.Print(session, writer => Write(writer, new XmlRpcValue.Sequence(processes)));
                return;
            }
            foreach (var process in processes.OfType<XmlRpcValue.Structure>())
                session.WriteLine(LineOf(process));
        }
        catch (XmlRpcFault fault) when (fault.Code == ControlResult.ShuttingDown)
        {
            session.Fail("ERROR: supervisor shutting down");
        }
    }

    private static string LineOf(XmlRpcValue.Structure process)
    {
        var name = Namespec.Of(process.TextOf("group"), process.TextOf("name"));
        var isInUse = process.NumberOf("inuse") != 0 ? "in use" : "avail";
        var starts = process.NumberOf("autostart") != 0 ? "auto" : "manual";
        return $"{name, -32} {isInUse, -9} {starts, -9} {process.NumberOf("group_prio")}:{process.NumberOf("process_prio")}";
    }

    private static void Write(Utf8JsonWriter writer, XmlRpcValue value)
    {
        switch (value)
        {
            case XmlRpcValue.Number number:
                writer.WriteNumberValue(number.Value);
                break;
            case XmlRpcValue.Flag flag:
                writer.WriteBooleanValue(flag.Value);
                break;
            case XmlRpcValue.Text text:
                writer.WriteStringValue(text.Value);
                break;
            case XmlRpcValue.Sequence sequence:
                writer.WriteStartArray();
                foreach (var item in sequence.Items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case XmlRpcValue.Structure structure:
                writer.WriteStartObject();
                foreach (var (name, member) in structure.Members)
                {
                    writer.WritePropertyName(name);
                    Write(writer, member);
                }
                writer.WriteEndObject();
                break;
        }
    }
}
