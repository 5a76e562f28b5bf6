using Supervisor.Gateway.XmlRpc.Answers;
using Supervisor.Gateway.XmlRpc.Values;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Gateway.XmlRpc.Methods;

/// <summary>Methods about the daemon itself.</summary>
internal sealed class DaemonMethods(MasterCalls master)
{
    /// <summary>Of this interface; supervisorctl refuses to talk to any other.</summary>
    private const string ApiVersion = "3.0";

    public IEnumerable<Method> Table() => [.. Telling(), .. Changing(), Sending()];

    private IEnumerable<Method> Telling()
    {
        var apiVersion = Telling("getAPIVersion", "Tells the version of this interface.", "string", _ => new Answer.Text(ApiVersion));
        return
        [
            apiVersion,
            apiVersion.Alias("supervisor.getVersion"),
            Telling("getSupervisorVersion", "Tells the version of the daemon.", "string", daemon => new Answer.Text(daemon.Version)),
            Telling(
                "getIdentification",
                "Tells the name that was given to this daemon.",
                "string",
                daemon => new Answer.Text(daemon.Identifier)
            ),
            Telling(
                "getState",
                "Tells the state of the daemon: statecode and statename.",
                "struct",
                daemon => new StateAnswer(daemon.State)
            ),
            Telling("getPID", "Tells the daemon's process id.", "int", daemon => new Answer.Number(daemon.ProcessId)),
        ];
    }

    private IEnumerable<Method> Changing() =>
        [
            Doing("shutdown", "Stops everything and ends the daemon.", new Request.ShutDown()),
            Doing("restart", "Stops everything and begins anew with the files as they then are.", new Request.RestartDaemon()),
            new(
                "supervisor.reloadConfig",
                "Reads the configuration files anew without changing anything that runs.",
                [],
                "array",
                "[[added, changed, removed]]: the names of the groups that differ from those that are active.",
                (_, cancellation) =>
                    master.AskAsync(
                        new Request.ReadConfiguration(),
                        reply => reply is Reply.GroupsCompared groups ? new GroupsAnswer(groups) : null,
                        cancellation
                    )
            ),
            Grouping("addProcessGroup", "Makes a group of the configuration active.", name => new Request.AddGroup(name)),
            Grouping("removeProcessGroup", "Removes a group of which nothing runs.", name => new Request.RemoveGroup(name)),
        ];

    private Method Sending() =>
        new(
            "supervisor.sendRemoteCommEvent",
            "Sends an event to the listeners that have subscribed to REMOTE_COMMUNICATION.",
            [Parameter.EventType, Parameter.EventData],
            "boolean",
            "True.",
            (arguments, cancellation) =>
                master.DoAsync(new Request.SendRemoteEvent(PythonText.Of(arguments[0]), PythonText.Of(arguments[1])), cancellation)
        );

    /// <summary>The master tells about itself also while it ends; callers are told that it ends instead.</summary>
    private Method Telling(string name, string summary, string type, Func<Reply.DaemonDescribed, Answer> answerOf) =>
        new(
            "supervisor." + name,
            summary,
            [],
            type,
            "What it tells.",
            (_, cancellation) =>
                master.AskAsync(
                    new Request.DescribeDaemon(),
                    reply =>
                        reply switch
                        {
                            Reply.DaemonDescribed { State: SupervisorState.Running } daemon => answerOf(daemon),
                            Reply.DaemonDescribed => Faults.Of(ControlResult.ShuttingDown, ""),
                            _ => null,
                        },
                    cancellation
                )
        );

    private Method Doing(string name, string summary, Request request) =>
        new(
            "supervisor." + name,
            summary,
            [],
            "boolean",
            "True, before anything is stopped.",
            (_, cancellation) => master.DoAsync(request, cancellation)
        );

    private Method Grouping(string name, string summary, Func<string, Request> request) =>
        new(
            "supervisor." + name,
            summary,
            [Parameter.Group],
            "boolean",
            "True.",
            (arguments, cancellation) =>
                master.AskAsync(
                    request(arguments.Text(0)),
                    reply =>
                        reply switch
                        {
                            Reply.Done => Answer.True,
                            Reply.Refused { Result: ControlResult.BadName } => Faults.Quoting(ControlResult.BadName, arguments[0]),
                            _ => null,
                        },
                    cancellation
                )
        );
}
