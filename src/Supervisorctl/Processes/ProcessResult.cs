using Supervisor.Protocol.Replies;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Processes;

/// <summary>What became of one process of those that a call was about.</summary>
/// <param name="Process">Null where a group was named and its members are not known.</param>
internal sealed record ProcessResult(string Group, string? Process, ControlResult Code, string Description)
{
    /// <summary>The name at the head of the line; what has no process prints as Python's None.</summary>
    public string Name => Namespec.Of(Group, Process ?? "None");

    public static ProcessResult Of(XmlRpcValue value)
    {
        var source = value as XmlRpcValue.Structure ?? throw new MalformedAnswerException("a result is no struct");
        return new ProcessResult(
            source.TextOf("group"),
            source.TextOf("name"),
            (ControlResult)source.NumberOf("status"),
            source.TextOf("description")
        );
    }

    public static ProcessResult Of(Namespec name, XmlRpcFault fault) => new(name.Group, name.Process, fault.Code, fault.Text);

    public static ProcessResult Success(Namespec name) => new(name.Group, name.Process, ControlResult.Success, "");
}
