namespace Supervisor.Packaging;

/// <summary>The actions of the client's manual page.</summary>
internal static class ManualActions
{
    public static string Write() => string.Concat(ClientAction.All.Select(Entry));

    private static string Entry(ClientAction action) =>
        Roff.Tagged(
            $"\\fB{Roff.Line(action.Name).TrimEnd()}\\fR {Roff.Line(action.Synopsis).TrimEnd()}".TrimEnd() + "\n",
            action.Help + "."
        );
}
