using Supervisor.Configuration.Settings;
using Supervisor.Engine;
using Supervisor.Engine.Keeping;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisord.Running;

/// <summary>The log pump's notes of what is on the way, which the keeper holds for the next master.</summary>
internal static class KeptLogNotes
{
    /// <summary>Null without a keeper, and where there can be no notes: then what is on the way ends with this process.</summary>
    public static LogNotes? Open(KeeperLink? keeper, MonotonicClock clock, IDaemonLog log)
    {
        if (keeper is null)
            return null;
        var outputs = keeper.Held.Take(KeeperKeys.OutputNotes) is { } held ? OpenOutputs(held, clock, log) : null;
        var errno = LogNotes.TryOpen(
            keeper.Held.Take(KeeperKeys.LogNotes),
            keeper.Held.Take(KeeperKeys.LogStaging),
            out var notes,
            outputs
        );
        if (notes is null)
        {
            outputs?.Dispose();
            log.Write(
                DaemonLogLevel.Error,
                $"no memory for the notes of the log pump: {Errno.Describe(errno)}; should supervisord be killed, "
                    + "formatted logs would lose what was on the way"
            );
            return null;
        }
        TellLosses(notes, log);
        notes.OutputsWanted = () =>
        {
            var wanted = OpenOutputs(null, clock, log);
            if (wanted is null)
                return null;
            keeper.Hold(KeeperKeys.OutputNotes, wanted.MemoryDescriptor);
            keeper.Flush();
            return wanted;
        };
        Hold(keeper, notes);
        return notes;
    }

    /// <summary>Another executable may have noted in a way that this one cannot read, and have failed then.</summary>
    private static void TellLosses(LogNotes notes, IDaemonLog log)
    {
        var unread = notes.Unread > 0 ? $" ({notes.Unread} bytes)" : "";
        if (notes.WereOfAnotherVersion)
            log.Write(
                DaemonLogLevel.Error,
                $"the notes of the log pump are of another version: what was on its way to formatted logs is lost{unread}; "
                    + "what is in the pipes is not"
            );
        else if (notes.Unreadable > 0)
            log.Write(
                DaemonLogLevel.Error,
                $"the notes of {notes.Unreadable} formatted logs cannot be read: what was on its way to them is lost{unread}"
            );
    }

    /// <summary>Gives them to the keeper, or to one that has come in its place.</summary>
    public static void Hold(KeeperLink keeper, LogNotes? notes)
    {
        if (notes is null)
            return;
        keeper.Hold(KeeperKeys.LogNotes, notes.MemoryDescriptor);
        keeper.Hold(KeeperKeys.LogStaging, notes.StagingDescriptor);
        if (notes.Outputs is { } outputs)
            keeper.Hold(KeeperKeys.OutputNotes, outputs.MemoryDescriptor);
    }

    private static OutputNotes? OpenOutputs(Descriptor? held, MonotonicClock clock, IDaemonLog log)
    {
        var errno = OutputNotes.TryOpen(held, clock.Now.Nanoseconds, out var outputs);
        if (outputs is null)
            log.Write(
                DaemonLogLevel.Error,
                $"no memory for the notes of output events: {Errno.Describe(errno)}; should supervisord be killed, "
                    + "those that listeners have not got yet would be lost"
            );
        return outputs;
    }
}
