using Supervisorctl.Output;

namespace Supervisorctl.Commands;

/// <summary>help, and help of one action.</summary>
internal static class HelpPrinter
{
    private const int Width = 79;

    public static void Print(Session session, string topic)
    {
        if (topic == "help")
            session.WriteLine("help\t\tPrint a list of available actions\nhelp <action>\tPrint help for <action>");
        else if (topic.Length > 0)
            session.WriteLine(CommandTable.Find(topic)?.Help ?? $"*** No help on {topic}");
        else
        {
            session.WriteLine("");
            PrintTopics(session, "default commands (type help <topic>):", areFurther: false);
            PrintTopics(session, "further commands (type help <topic>):", areFurther: true);
        }
    }

    private static void PrintTopics(Session session, string header, bool areFurther)
    {
        var names = CommandTable.All.Where(command => command.IsFurther == areFurther).Select(command => command.Name).ToArray();
        session.WriteLine(header);
        session.WriteLine(new string('=', header.Length));
        session.WriteLine(Columns.Of(names, Width));
    }
}
