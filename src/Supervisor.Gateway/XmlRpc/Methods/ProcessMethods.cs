using System.Text;
using Supervisor.Gateway.XmlRpc.Answers;
using Supervisor.Gateway.XmlRpc.Values;
using Supervisor.Protocol.Processes;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Gateway.XmlRpc.Methods;

/// <summary>Methods about processes: what they are, starting, stopping, signalling, their standard input.</summary>
internal sealed class ProcessMethods(MasterCalls master)
{
    private const string OneOrArray = "True; for all of a group an array as of the method for groups.";
    private const string Statuses = "A structure for each process that was meant: name, group, status (80 for success), description.";

    public IEnumerable<Method> Table() => [.. Telling(), .. Starting(), .. Stopping(), .. Signalling(), .. Writing()];

    private IEnumerable<Method> Telling() =>
        [
            new(
                "supervisor.getProcessInfo",
                "Tells everything about a process.",
                [Parameter.Process],
                "struct",
                "What is told of it.",
                GetProcessInfoAsync
            ),
            new(
                "supervisor.getAllProcessInfo",
                "Tells everything about all processes.",
                [],
                "array",
                "A structure as of getProcessInfo for each, ordered by group and name.",
                (_, cancellation) => ListAsync(ProcessSelector.All, null, cancellation)
            ),
            new(
                "supervisor.getAllConfigInfo",
                "Tells what is configured for all processes, as it was read last.",
                [],
                "array",
                "A structure for each, ordered by name.",
                (_, cancellation) =>
                    master.AskAsync(
                        new Request.ListConfigurations(),
                        reply => reply is Reply.ConfigurationsListed listed ? new ConfigurationsAnswer(listed.Processes) : null,
                        cancellation
                    )
            ),
        ];

    private IEnumerable<Method> Starting() =>
        [
            ForOneOrGroup(
                "startProcess",
                "Starts a process.",
                [Parameter.Processes, Parameter.Waits],
                (processes, arguments) => new Request.Start(processes, arguments.IsTrue(1))
            ),
            ForGroup(
                "startProcessGroup",
                "Starts those of a group that do not run.",
                [Parameter.Group, Parameter.Waits],
                (processes, arguments) => new Request.Start(processes, arguments.IsTrue(1))
            ),
            ForAll(
                "startAllProcesses",
                "Starts all that do not run.",
                [Parameter.Waits],
                arguments => new Request.Start(ProcessSelector.All, arguments.IsTrue(0))
            ),
        ];

    private IEnumerable<Method> Stopping() =>
        [
            ForOneOrGroup(
                "stopProcess",
                "Stops a process.",
                [Parameter.Processes, Parameter.Waits],
                (processes, arguments) => new Request.Stop(processes, arguments.IsTrue(1))
            ),
            ForGroup(
                "stopProcessGroup",
                "Stops those of a group that run.",
                [Parameter.Group, Parameter.Waits],
                (processes, arguments) => new Request.Stop(processes, arguments.IsTrue(1))
            ),
            ForAll(
                "stopAllProcesses",
                "Stops all that run.",
                [Parameter.Waits],
                arguments => new Request.Stop(ProcessSelector.All, arguments.IsTrue(0))
            ),
        ];

    private IEnumerable<Method> Signalling() =>
        [
            ForOneOrGroup(
                "signalProcess",
                "Sends a signal to a process.",
                [Parameter.Processes, Parameter.Signal],
                (processes, arguments) => new Request.Signal(processes, SignalText.Of(arguments[1]))
            ),
            ForGroup(
                "signalProcessGroup",
                "Sends a signal to those of a group that have a process.",
                [Parameter.Group, Parameter.Signal],
                (processes, arguments) => new Request.Signal(processes, SignalText.Of(arguments[1]))
            ),
            ForAll(
                "signalAllProcesses",
                "Sends a signal to all that have a process.",
                [Parameter.Signal],
                arguments => new Request.Signal(ProcessSelector.All, SignalText.Of(arguments[0]))
            ),
        ];

    private IEnumerable<Method> Writing() =>
        [
            new(
                "supervisor.sendProcessStdin",
                "Sends characters to the standard input of a process.",
                [Parameter.Process, Parameter.Characters],
                "boolean",
                "True once they are on their way.",
                SendProcessStdinAsync
            ),
        ];

    private Method ForOneOrGroup(string name, string summary, Parameter[] parameters, Func<ProcessSelector, Arguments, Request> request) =>
        new(
            "supervisor." + name,
            summary,
            [.. parameters],
            "boolean",
            OneOrArray,
            (arguments, cancellation) =>
            {
                var processes = ProcessSelector.Parse(arguments.Text(0));
                return HandleAsync(request(processes, arguments), processes, arguments, cancellation);
            }
        );

    private Method ForGroup(string name, string summary, Parameter[] parameters, Func<ProcessSelector, Arguments, Request> request) =>
        new(
            "supervisor." + name,
            summary,
            [.. parameters],
            "array",
            Statuses,
            (arguments, cancellation) =>
            {
                var processes = ProcessSelector.OfGroup(arguments.Text(0));
                return HandleAsync(request(processes, arguments), processes, arguments, cancellation);
            }
        );

    private Method ForAll(string name, string summary, Parameter[] parameters, Func<Arguments, Request> request) =>
        new(
            "supervisor." + name,
            summary,
            [.. parameters],
            "array",
            Statuses,
            (arguments, cancellation) => HandleAsync(request(arguments), ProcessSelector.All, arguments, cancellation)
        );

    private Task<Answer> HandleAsync(Request request, ProcessSelector processes, Arguments arguments, CancellationToken cancellation) =>
        master.AskAsync(
            request,
            reply =>
                reply switch
                {
                    Reply.ProcessesHandled { Outcomes: [var outcome] } when processes.IsOne => AnswerOf(outcome, arguments),
                    Reply.ProcessesHandled handled => new OutcomesAnswer(handled.Outcomes),
                    Reply.Refused { Result: ControlResult.BadName } => Faults.Quoting(ControlResult.BadName, arguments[0]),
                    _ => null,
                },
            cancellation
        );

    private Task<Answer> GetProcessInfoAsync(Arguments arguments, CancellationToken cancellation)
    {
        var process = ProcessSelector.Parse(arguments.Text(0));
        return process.IsOne
            ? ListAsync(process, arguments[0], cancellation)
            : Task.FromResult<Answer>(Faults.Quoting(ControlResult.BadName, arguments[0]));
    }

    private Task<Answer> ListAsync(ProcessSelector processes, RpcValue? given, CancellationToken cancellation) =>
        master.AskAsync(
            new Request.ListProcesses(processes),
            reply =>
                reply switch
                {
                    Reply.ProcessesListed listed => new ProcessInfoAnswer(listed, processes.IsOne, TimeZoneInfo.Local),
                    Reply.Refused { Result: ControlResult.BadName } when given is not null => Faults.Quoting(ControlResult.BadName, given),
                    _ => null,
                },
            cancellation
        );

    private Task<Answer> SendProcessStdinAsync(Arguments arguments, CancellationToken cancellation)
    {
        if (ProcessSelector.Parse(arguments.Text(0)) is not { Group: { } group, Name: { } name })
            return Task.FromResult<Answer>(Faults.Quoting(ControlResult.BadName, arguments[0]));
        var process = new ProcessName(group, name);
        var bytes = Encoding.UTF8.GetBytes(arguments.Text(1));
        return master.AskAsync(
            new Request.WriteStandardInput(process, bytes),
            reply =>
                reply switch
                {
                    Reply.Done => Answer.True,
                    Reply.Refused refused => FaultOf(refused.Result, refused.Detail, process, arguments[0]),
                    _ => null,
                },
            cancellation
        );
    }

    private static Answer AnswerOf(ProcessOutcome outcome, Arguments arguments) =>
        outcome.Result switch
        {
            ControlResult.Success => Answer.True,
            ControlResult.BadSignal => Faults.Quoting(ControlResult.BadSignal, arguments[1]),
            _ => FaultOf(outcome.Result, outcome.Detail, outcome.Name, arguments[0]),
        };

    /// <summary>A fault names the process as the caller did: 'web:web' as well as 'web'.</summary>
    private static Answer.Fault FaultOf(ControlResult result, string detail, ProcessName process, RpcValue given) =>
        result == ControlResult.BadName || string.Equals(detail, process.DisplayName, StringComparison.Ordinal)
            ? Faults.Quoting(result, given)
            : Faults.Of(result, detail);
}
