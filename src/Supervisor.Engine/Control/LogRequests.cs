using Supervisor.Configuration.Settings;
using Supervisor.Engine.Slots;
using Supervisor.Posix;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Engine.Control;

/// <summary>Requests about log files. The files are opened and cleared away from the loop.</summary>
/// <param name="daemonLog">The path of the daemon's own log now; null when it has none.</param>
/// <param name="cleared">Called when the daemon's own log has been cleared.</param>
internal sealed class LogRequests(Roster roster, ILogFiles files, Func<string?> daemonLog, Action cleared)
{
    public void Open(RequestTicket ticket, Request.OpenLog request)
    {
        if (roster.Find(request.Process.Group, request.Process.Name) is not { } slot)
            ticket.Refuse(ControlResult.BadName, request.Process.DisplayName);
        else if (request.Stream == LogStream.Stdout)
            Open(ticket, slot.StdoutFile, IsUntouched(slot, slot.Settings.Stdout));
        else
            Open(ticket, slot.StderrFile, IsUntouched(slot, slot.Settings.Stderr));
    }

    public void OpenDaemonLog(RequestTicket ticket) => Open(ticket, daemonLog(), isUntouched: false);

    public void Clear(RequestTicket ticket, Request.ClearLogs request)
    {
        if (ProcessSelection.Find(roster, request.Processes, ticket) is not { } slots)
            return;
        var collector = new OutcomeCollector(ticket, refusedFirst: false);
        foreach (var slot in slots)
        {
            var name = new ProcessName(slot.Settings.GroupName, slot.Settings.Name);
            var ended = collector.Expect();
            files.Clear(
                [.. LogsOf(slot)],
                new Job(result =>
                    ended(
                        // What is not there or is no file (a terminal, a pipe) has nothing to clear.
                        result.Errno
                            is 0
                                or Errno.ENOENT
                                or Errno.EINVAL
                            ? new ProcessOutcome(name, ControlResult.Success, "")
                            : new ProcessOutcome(name, ControlResult.Failed, name.DisplayName)
                    )
                )
            );
        }
        collector.Close();
    }

    public void ClearDaemonLog(RequestTicket ticket)
    {
        if (daemonLog() is not { } path)
        {
            ticket.Refuse(ControlResult.NoFile, "");
            return;
        }
        files.Clear(
            [new ClearedLog(path, 0)],
            new Job(result =>
            {
                if (result.Errno == Errno.ENOENT)
                {
                    ticket.Refuse(ControlResult.NoFile, "");
                    return;
                }
                if (result.Errno != 0)
                {
                    ticket.Refuse(ControlResult.Failed, $"{path}: {Errno.Describe(result.Errno)}");
                    return;
                }
                cleared();
                ticket.Answer(Reply.Done.Instance);
            })
        );
    }

    /// <summary>A piece of work on files is done.</summary>
    public static void Done(LogFileResult result) => ((Job)result.Ticket).Done(result);

    /// <summary>Clients know such a log as one that is not there: the original makes it at the first start. Automatic ones it makes before.</summary>
    private static bool IsUntouched(ProcessSlot slot, OutputSettings output) =>
        slot.Story.StartedAt == 0 && output.File is LogFileTarget.Path;

    /// <param name="isUntouched">Nobody can have written into it: while it is empty it counts as missing.</param>
    private void Open(RequestTicket ticket, string? path, bool isUntouched)
    {
        if (path is null)
        {
            ticket.Refuse(ControlResult.NoFile, "");
            return;
        }
        files.Open(
            path,
            new Job(result =>
            {
                if (result.Errno is Errno.ENOENT or Errno.ENOTDIR || (isUntouched && result.IsEmpty))
                {
                    result.File?.Dispose();
                    ticket.Refuse(ControlResult.NoFile, path);
                }
                else if (result.File is { } file)
                    ticket.Answer(new Reply.LogOpened(path), file);
                else
                    ticket.Refuse(ControlResult.Failed, "");
            })
        );
    }

    private static IEnumerable<ClearedLog> LogsOf(ProcessSlot slot)
    {
        if (slot.StdoutFile is { } stdout)
            yield return new ClearedLog(stdout, BackupsOf(slot.Settings.Stdout));
        if (slot.StderrFile is { } stderr)
            yield return new ClearedLog(stderr, BackupsOf(slot.Settings.Stderr));
    }

    private static int BackupsOf(OutputSettings output) => output.MaxBytes > 0 ? output.Backups : 0;

    private sealed record Job(Action<LogFileResult> Done);
}
