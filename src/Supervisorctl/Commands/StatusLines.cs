using Supervisorctl.Processes;

namespace Supervisorctl.Commands;

/// <summary>The lines of status: name, state and description in columns.</summary>
internal static class StatusLines
{
    private const int NarrowestName = 30;
    private const int Gap = 3;
    private const int StateWidth = 10;

    /// <param name="details">More lines below a process' line.</param>
    public static void Print(Session session, IReadOnlyList<ProcessInfo> infos, Func<ProcessInfo, IEnumerable<string>> details)
    {
        var width = NarrowestName;
        foreach (var info in infos)
            width = Math.Max(width, info.Namespec.Length);
        foreach (var info in infos)
        {
            var state = session.Colours.Paint(info.StateName, info.StateName.PadRight(StateWidth));
            session.WriteLine(info.Namespec.PadRight(width + Gap) + state + info.Description);
            foreach (var line in details(info))
                session.WriteLine("    " + line);
        }
    }
}
