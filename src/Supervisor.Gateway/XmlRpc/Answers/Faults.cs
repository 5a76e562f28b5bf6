using Supervisor.Gateway.XmlRpc.Values;
using Supervisor.Protocol.Replies;

namespace Supervisor.Gateway.XmlRpc.Answers;

/// <summary>Supervisor's faults: a code and a name, which clients compare, and what the name is followed by (reference 3.1).</summary>
internal static class Faults
{
    private static readonly Dictionary<ControlResult, string> Names = new()
    {
        [ControlResult.IncorrectParameters] = "INCORRECT_PARAMETERS",
        [ControlResult.BadArguments] = "BAD_ARGUMENTS",
        [ControlResult.ShuttingDown] = "SHUTDOWN_STATE",
        [ControlResult.BadName] = "BAD_NAME",
        [ControlResult.BadSignal] = "BAD_SIGNAL",
        [ControlResult.NoFile] = "NO_FILE",
        [ControlResult.NotExecutable] = "NOT_EXECUTABLE",
        [ControlResult.Failed] = "FAILED",
        [ControlResult.AbnormalTermination] = "ABNORMAL_TERMINATION",
        [ControlResult.SpawnError] = "SPAWN_ERROR",
        [ControlResult.AlreadyStarted] = "ALREADY_STARTED",
        [ControlResult.NotRunning] = "NOT_RUNNING",
        [ControlResult.Success] = "SUCCESS",
        [ControlResult.AlreadyAdded] = "ALREADY_ADDED",
        [ControlResult.StillRunning] = "STILL_RUNNING",
        [ControlResult.CannotReread] = "CANT_REREAD",
    };

    public static readonly Answer.Fault UnknownMethod = new(1, "UNKNOWN_METHOD");
    public static readonly Answer.Fault SignatureUnsupported = new(4, "SIGNATURE_UNSUPPORTED");
    public static readonly Answer.Fault IncorrectParameters = Of(ControlResult.IncorrectParameters, "");

    /// <param name="detail">What follows the name; nothing does when it is "".</param>
    public static Answer.Fault Of(ControlResult result, string detail) =>
        detail.Length == 0 ? new Answer.Fault((int)result, Names[result]) : WithDetail(result, detail);

    public static Answer.Fault Of(Reply.Refused refused) => Of(refused.Result, refused.Detail);

    /// <summary>With the parameter as Python prints it; without any detail when it is nil.</summary>
    public static Answer.Fault Quoting(ControlResult result, RpcValue parameter) =>
        parameter is RpcValue.Nothing ? Of(result, "") : WithDetail(result, PythonText.Of(parameter));

    /// <summary>What a multicall tells of an exception.</summary>
    public static Answer.Fault Of(Answer.Unforeseen unforeseen) =>
        Of(ControlResult.Failed, $"<class '{unforeseen.Exception}'>:{unforeseen.Message}");

    private static Answer.Fault WithDetail(ControlResult result, string detail) => new((int)result, $"{Names[result]}: {detail}");
}
