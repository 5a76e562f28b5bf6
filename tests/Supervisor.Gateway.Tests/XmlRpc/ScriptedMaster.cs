using Supervisor.Gateway.Master;
using Supervisor.Protocol.Processes;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Gateway.Tests.XmlRpc;

/// <summary>Answers each request as a test says, and keeps them.</summary>
internal sealed class ScriptedMaster(Func<Request, Reply> reply) : IMaster
{
    public ScriptedMaster(Reply reply)
        : this(_ => reply) { }

    public List<Request> Requests { get; } = [];

    /// <summary>The file that comes with LogOpened.</summary>
    public string? LogPath { get; init; }

    public static ScriptedMaster Running() => new(new Reply.DaemonDescribed("supervisor", "0.1.0", 4242, SupervisorState.Running));

    public static Reply Handled(params ProcessOutcome[] outcomes) => new Reply.ProcessesHandled([.. outcomes]);

    public static ProcessOutcome Outcome(string group, string name, ControlResult result, string detail = "") =>
        new(new ProcessName(group, name), result, detail);

    public Task<MasterAnswer> AskAsync(Request request, CancellationToken cancellation)
    {
        Requests.Add(request);
        var answer = reply(request);
        var file =
            answer is Reply.LogOpened && LogPath is not null
                ? File.OpenHandle(LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)
                : null;
        return Task.FromResult(new MasterAnswer(answer, file));
    }
}
