namespace Supervisorctl.Commands;

/// <summary>One action, such as "start".</summary>
internal abstract class Command
{
    public abstract string Name { get; }

    /// <summary>What "help NAME" prints: tab-separated lines, the last without an end.</summary>
    public abstract string Help { get; }

    /// <summary>Whether it goes beyond what the original has; these are listed apart.</summary>
    public virtual bool IsFurther => false;

    /// <param name="argument">Everything behind the name, without blanks at its ends.</param>
    public abstract void Run(Session session, string argument);

    protected static string[] WordsOf(string argument) =>
        argument.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Prints why the words make no sense, and how they should be.</summary>
    protected void RefuseUse(Session session, string why, int status = ExitStatus.Generic)
    {
        session.Fail(why, status);
        session.WriteLine(Help);
    }

    /// <summary>True when there is an argument where none is taken, which has then been told.</summary>
    protected bool RefusesArgument(Session session, string argument)
    {
        if (argument.Length == 0)
            return false;
        RefuseUse(session, $"Error: {Name} accepts no arguments");
        return true;
    }

    /// <summary>Tells that the server is the original, or another that has no JSON API.</summary>
    protected void TellApiIsMissing(Session session) =>
        session.Fail(
            $"Error: {Name} needs a server with the JSON API /api/v1, which {session.ServerUrl} has not",
            ExitStatus.Unimplemented
        );
}
