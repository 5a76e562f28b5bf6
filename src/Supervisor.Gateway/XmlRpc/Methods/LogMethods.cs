using Supervisor.Gateway.Logs;
using Supervisor.Gateway.XmlRpc.Answers;
using Supervisor.Gateway.XmlRpc.Values;
using Supervisor.Protocol.Processes;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Gateway.XmlRpc.Methods;

/// <summary>Methods that read and empty logs. The files are read here, by the descriptors that the master opens.</summary>
internal sealed class LogMethods(MasterCalls master)
{
    private const string Content = "What is there.";
    private const string Tail = "The text, the offset behind it, and whether there is more before it than was asked for.";

    public IEnumerable<Method> Table()
    {
        var readLog = new Method(
            "supervisor.readLog",
            "Reads from the daemon's own log.",
            [Parameter.Offset, Parameter.Length],
            "string",
            Content,
            (arguments, cancellation) => ReadAsync(new Request.OpenDaemonLog(), null, arguments[0], arguments[1], cancellation)
        );
        var readStdout = Reading("readProcessStdoutLog", "stdout", LogStream.Stdout);
        var tailStdout = Tailing("tailProcessStdoutLog", "stdout", LogStream.Stdout);
        var clear = OfProcess("clearProcessLogs", "Empties the logs of a process.", [], "boolean", "True.", ClearAsync);
        return
        [
            readLog,
            readLog.Alias("supervisor.readMainLog"),
            new("supervisor.clearLog", "Empties the daemon's own log.", [], "boolean", "True.", ClearDaemonLogAsync),
            readStdout,
            readStdout.Alias("supervisor.readProcessLog"),
            Reading("readProcessStderrLog", "stderr", LogStream.Stderr),
            tailStdout,
            tailStdout.Alias("supervisor.tailProcessLog"),
            Tailing("tailProcessStderrLog", "stderr", LogStream.Stderr),
            clear,
            clear.Alias("supervisor.clearProcessLog"),
            new(
                "supervisor.clearAllProcessLogs",
                "Empties the logs of all processes.",
                [],
                "array",
                "A structure for each process: name, group, status (80 for success), description.",
                ClearAllAsync
            ),
        ];
    }

    private Method Reading(string name, string streamName, LogStream stream) =>
        OfProcess(
            name,
            $"Reads from the {streamName} log of a process.",
            [Parameter.Offset, Parameter.Length],
            "string",
            Content,
            (process, arguments, cancellation) =>
                ReadAsync(new Request.OpenLog(process, stream), arguments[0], arguments[1], arguments[2], cancellation)
        );

    private Method Tailing(string name, string streamName, LogStream stream) =>
        OfProcess(
            name,
            $"Reads what the {streamName} log of a process has behind an offset, or the last of it if that is too much.",
            [Parameter.Offset, Parameter.MostBytes],
            "array",
            Tail,
            (process, arguments, cancellation) => TailAsync(new Request.OpenLog(process, stream), arguments, cancellation)
        );

    private static Method OfProcess(
        string name,
        string summary,
        Parameter[] others,
        string type,
        string meaning,
        Func<ProcessName, Arguments, CancellationToken, Task<Answer>> handler
    ) =>
        new(
            "supervisor." + name,
            summary,
            [Parameter.Process, .. others],
            type,
            meaning,
            (arguments, cancellation) =>
                ProcessSelector.Parse(arguments.Text(0)) is { Group: { } group, Name: { } process }
                    ? handler(new ProcessName(group, process), arguments, cancellation)
                    : Task.FromResult<Answer>(Faults.Quoting(ControlResult.BadName, arguments[0]))
        );

    /// <param name="process">As the caller named it; null for the daemon's own log.</param>
    private async Task<Answer> ReadAsync(
        Request request,
        RpcValue? process,
        RpcValue offset,
        RpcValue length,
        CancellationToken cancellation
    )
    {
        var opened = await master.OpenAsync(request, cancellation);
        if (opened is not { Reply: Reply.LogOpened, File: { } file })
        {
            opened.File?.Dispose();
            return Refusal(opened.Reply, process);
        }
        var log = LogFile.Of(file);
        var answer = Read(log, offset, length);
        if (answer is not LogText)
            log?.Dispose();
        return answer;
    }

    /// <summary>What its arguments come to is asked first, as Supervisor does, and then whether it can be read.</summary>
    private static Answer Read(LogFile? log, RpcValue offset, RpcValue length)
    {
        if ((LogPosition.TryTake(offset, out var first) ?? LogPosition.TryTake(length, out _)) is { } refusal)
            return refusal is Answer.Unforeseen { Exception: "ValueError" } mistake ? AsFaultName(mistake) : refusal;
        LogPosition.TryTake(length, out var count);
        if (LogPart.ToRead(log?.Length ?? 0, first, count) is not { } part)
            return Faults.Of(ControlResult.BadArguments, "");
        return log is null ? Faults.Of(ControlResult.Failed, "") : new LogText(log, part.Position, part.Count);
    }

    /// <summary>Supervisor takes the text of every ValueError for the name of a fault, which it then does not find.</summary>
    private static Answer.Unforeseen AsFaultName(Answer.Unforeseen mistake) =>
        new("AttributeError", $"type object 'Faults' has no attribute '{mistake.Message}'");

    private async Task<Answer> TailAsync(Request request, Arguments arguments, CancellationToken cancellation)
    {
        var opened = await master.OpenAsync(request, cancellation);
        var log = opened is { Reply: Reply.LogOpened, File: { } file } ? LogFile.Of(file) : null;
        if (log is null)
            opened.File?.Dispose();
        var answer = TailOf(log, opened.Reply, arguments);
        if (answer is not LogTail { Content: LogText })
            log?.Dispose();
        return answer;
    }

    private static Answer TailOf(LogFile? log, Reply reply, Arguments arguments)
    {
        switch (reply)
        {
            case Reply.Refused { Result: ControlResult.NoFile }:
                return LogTail.None;
            case Reply.LogOpened or Reply.Refused { Result: ControlResult.Failed }:
                break;
            default:
                return Refusal(reply, arguments[0]);
        }
        if ((LogPosition.TryTake(arguments[1], out var offset) ?? LogPosition.TryTake(arguments[2], out _)) is { } refusal)
            return refusal;
        LogPosition.TryTake(arguments[2], out var length);
        if (log is null)
            return LogTail.Empty(offset);
        var size = log.Length;
        var (part, overflows) = LogPart.ToTail(size, offset, length);
        return new LogTail(new LogText(log, part.Position, part.Count), size, overflows);
    }

    private Task<Answer> ClearAsync(ProcessName process, Arguments arguments, CancellationToken cancellation) =>
        master.AskAsync(
            new Request.ClearLogs(ProcessSelector.Of(process.Group, process.Name)),
            reply =>
                reply switch
                {
                    Reply.ProcessesHandled { Outcomes: [{ Result: ControlResult.Success }] } => Answer.True,
                    Reply.ProcessesHandled { Outcomes: [var outcome] } => Faults.Quoting(outcome.Result, arguments[0]),
                    _ => Refusal(reply, arguments[0]),
                },
            cancellation
        );

    private Task<Answer> ClearAllAsync(Arguments arguments, CancellationToken cancellation) =>
        master.AskAsync(
            new Request.ClearLogs(ProcessSelector.All),
            reply => reply is Reply.ProcessesHandled handled ? new OutcomesAnswer(handled.Outcomes) : null,
            cancellation
        );

    private Task<Answer> ClearDaemonLogAsync(Arguments arguments, CancellationToken cancellation) =>
        master.AskAsync(
            new Request.ClearDaemonLog(),
            reply =>
                reply switch
                {
                    Reply.Done => Answer.True,
                    Reply.Refused refused => Faults.Of(refused.Result, ""),
                    _ => null,
                },
            cancellation
        );

    private static Answer.Fault Refusal(Reply reply, RpcValue? process) =>
        reply switch
        {
            Reply.Refused { Result: ControlResult.BadName } when process is not null => Faults.Quoting(ControlResult.BadName, process),
            // Why it cannot be read is told by the daemon's log; clients compare the text.
            Reply.Refused { Result: ControlResult.Failed } => Faults.Of(ControlResult.Failed, ""),
            Reply.Refused refused => Faults.Of(refused),
            _ => throw new InvalidOperationException($"{reply.GetType().Name} is no reply to a request about logs"),
        };
}
