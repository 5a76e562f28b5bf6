using Supervisor.Protocol.Replies;
using Supervisorctl.Api;
using Supervisorctl.Processes;

namespace Supervisorctl.Commands;

/// <summary>disable and enable: a choice about processes that the server keeps, and with --now what follows from it at once.</summary>
internal abstract class ChoiceCommand : Command
{
    public override bool IsFurther => true;

    /// <summary>What they are afterwards.</summary>
    protected abstract string Done { get; }

    /// <summary>What --now does.</summary>
    protected abstract ProcessAction Following { get; }

    public override void Run(Session session, string argument)
    {
        var words = WordsOf(argument);
        var isNow = words.Contains("--now", StringComparer.Ordinal);
        var names = words.Where(word => word != "--now").ToArray();
        if (names.Length == 0)
        {
            RefuseUse(session, $"Error: {Name} requires a process name", ExitStatus.InvalidArguments);
            return;
        }
        if (names.Contains("all", StringComparer.Ordinal))
            names = ["all"];
        try
        {
            foreach (var name in names)
            {
                if (Choose(session, name) && isNow)
                    Follow(session, name);
            }
        }
        catch (ApiMissingException)
        {
            TellApiIsMissing(session);
        }
    }

    /// <summary>False after a refusal.</summary>
    private bool Choose(Session session, string name)
    {
        var isDone = true;
        foreach (var result in ApiAction.Do(session, name, Name))
        {
            isDone &= result.Code == ControlResult.Success;
            session.WriteLine(ResultLines.Chosen(result, Done));
            session.Status = ResultLines.StatusAfter(result.Code, null, session.Status);
        }
        return isDone;
    }

    private void Follow(Session session, string name)
    {
        foreach (var result in ApiAction.Do(session, name, Following.Word))
        {
            if (result.Code != Following.Harmless)
                Following.Tell(session, result);
        }
    }
}
