using Microsoft.AspNetCore.Http;
using Supervisor.Gateway.Master;
using Supervisor.Protocol.Processes;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Gateway.Api;

/// <summary>The JSON API: what XML-RPC has no word for.</summary>
internal sealed class ApiEndpoint(IMaster master)
{
    public Task AnswerAsync(HttpContext context) =>
        ApiPath.Words(context) switch
        {
            ["daemon"] => ReadAsync(context, new Request.DescribeDaemon()),
            ["daemon", "upgrade"] => UpgradeAsync(context),
            ["plan"] => ReadAsync(context, new Request.Reload(Applies: false, [.. context.Request.Query["group"].OfType<string>()])),
            ["apply"] => ApplyAsync(context),
            ["processes"] => ReadAsync(context, new Request.ListProcesses(ProcessSelector.All)),
            ["processes", { Length: > 0 } name] => ReadAsync(context, new Request.ListProcesses(SelectorOf(name))),
            ["processes", { Length: > 0 } name, "tree"] => ReadAsync(context, new Request.ListTrees(SelectorOf(name))),
            ["processes", { Length: > 0 } name, "wait"] => WaitAsync(context, SelectorOf(name)),
            ["processes", { Length: > 0 } name, "start" or "stop" or "restart" or "signal" or "disable" or "enable"] words => ActAsync(
                context,
                SelectorOf(name),
                words[2]
            ),
            _ => ApiAnswer.WriteProblemAsync(context, StatusCodes.Status404NotFound, "There is no such path in this API."),
        };

    private static ProcessSelector SelectorOf(string name) => name is "all" ? ProcessSelector.All : ProcessSelector.Parse(name);

    private Task ReadAsync(HttpContext context, Request request) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
            ? AskAsync(context, request)
            : RefuseMethodAsync(context, "GET, HEAD");

    private async Task WaitAsync(HttpContext context, ProcessSelector process)
    {
        if (WaitQuery.TryParse(context.Request.Query, out var query, out var mistake))
            await ReadAsync(context, new Request.WaitForState(process, query.States, query.TimeoutMilliseconds));
        else
            await ApiAnswer.WriteProblemAsync(context, StatusCodes.Status400BadRequest, mistake);
    }

    private async Task ActAsync(HttpContext context, ProcessSelector processes, string action)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            await RefuseMethodAsync(context, "POST");
            return;
        }
        if (await ApiBody.ReadAsync(context, ApiTexts.Default.ActionBody, new ActionBody()) is not { } body)
            return;
        if (action is "signal" && body.Signal is null)
        {
            await ApiAnswer.WriteProblemAsync(context, StatusCodes.Status400BadRequest, "The body names no signal.");
            return;
        }
        await AskAsync(
            context,
            action switch
            {
                "start" => new Request.Start(processes, body.Wait),
                "stop" => new Request.Stop(processes, body.Wait),
                "restart" => new Request.Restart(processes, body.Wait),
                "disable" => new Request.Disable(processes),
                "enable" => new Request.Enable(processes),
                _ => new Request.Signal(processes, body.Signal ?? ""),
            }
        );
    }

    private async Task ApplyAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
            await RefuseMethodAsync(context, "POST");
        else if (await ApiBody.ReadAsync(context, ApiTexts.Default.ApplyBody, new ApplyBody()) is { } body)
            await AskAsync(context, new Request.Reload(Applies: true, body.Groups ?? []));
    }

    private async Task UpgradeAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
            await RefuseMethodAsync(context, "POST");
        else if (await ApiBody.ReadAsync(context, ApiTexts.Default.UpgradeBody, new UpgradeBody()) is not { } body)
            return;
        else if (body.Binary.Length > 0 && !Path.IsPathRooted(body.Binary))
            // The daemon's working directory is not its caller's.
            await ApiAnswer.WriteProblemAsync(context, StatusCodes.Status400BadRequest, "The path of the binary is not absolute.");
        else
            await AskAsync(context, new Request.Upgrade(body.Binary));
    }

    private async Task AskAsync(HttpContext context, Request request)
    {
        var answer = await master.AskAsync(request, context.RequestAborted);
        using (answer.File)
            await WriteAsync(context, request, answer.Reply);
    }

    private static Task WriteAsync(HttpContext context, Request request, Reply reply) =>
        reply switch
        {
            Reply.Refused refused => ApiAnswer.WriteProblemAsync(context, Failure.Problem(refused.Result, refused.Detail)),
            Reply.Done => ApiAnswer.WriteAsync(
                context,
                new DoneAnswer(Failure.Of(ControlResult.Success).Code),
                ApiTexts.Default.DoneAnswer
            ),
            Reply.DaemonDescribed daemon => ApiAnswer.WriteAsync(context, Of(daemon), ApiTexts.Default.DaemonAnswer),
            Reply.ProcessesListed { Processes: [var process] } when IsOfOne(request) => ApiAnswer.WriteAsync(
                context,
                ProcessAnswer.Of(process),
                ApiTexts.Default.ProcessAnswer
            ),
            Reply.ProcessesListed listed => ApiAnswer.WriteAsync(
                context,
                new ProcessesAnswer(listed.Now, [.. listed.Processes.Select(ProcessAnswer.Of)]),
                ApiTexts.Default.ProcessesAnswer
            ),
            Reply.ProcessesHandled { Outcomes: [{ Result: not ControlResult.Success } outcome] } when IsOfOne(request) =>
                ApiAnswer.WriteProblemAsync(context, Failure.Problem(outcome.Result, outcome.Detail)),
            Reply.ProcessesHandled handled => ApiAnswer.WriteAsync(
                context,
                new OutcomesAnswer([.. handled.Outcomes.Select(OutcomeAnswer.Of)]),
                ApiTexts.Default.OutcomesAnswer
            ),
            Reply.TreesListed listed => ApiAnswer.WriteAsync(
                context,
                new TreesAnswer([.. listed.Trees.Select(TreeAnswer.Of)]),
                ApiTexts.Default.TreesAnswer
            ),
            Reply.ChangesPlanned planned => ApiAnswer.WriteAsync(
                context,
                new PlanAnswer([.. planned.Changes.Select(ChangeAnswer.Of)], planned.DaemonLines),
                ApiTexts.Default.PlanAnswer
            ),
            _ => throw new InvalidOperationException($"{reply.GetType().Name} answers no request of this API"),
        };

    private static bool IsOfOne(Request request) =>
        request switch
        {
            Request.ListProcesses list => list.Processes.IsOne,
            Request.WaitForState wait => wait.Process.IsOne,
            Request.Start start => start.Processes.IsOne,
            Request.Stop stop => stop.Processes.IsOne,
            Request.Restart restart => restart.Processes.IsOne,
            Request.Signal signal => signal.Processes.IsOne,
            Request.Disable disable => disable.Processes.IsOne,
            Request.Enable enable => enable.Processes.IsOne,
            _ => false,
        };

    private static DaemonAnswer Of(Reply.DaemonDescribed daemon) =>
        new(
            daemon.Identifier,
            daemon.Version,
            daemon.ProcessId,
            daemon.State.ToString().ToUpperInvariant(),
            (int)daemon.State,
            daemon.MasterId,
            daemon.Upgrades
        );

    private static Task RefuseMethodAsync(HttpContext context, string allowed)
    {
        context.Response.Headers.Allow = allowed;
        return ApiAnswer.WriteProblemAsync(context, StatusCodes.Status405MethodNotAllowed, $"This path answers {allowed}.");
    }
}
