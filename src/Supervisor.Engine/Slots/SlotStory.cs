using Supervisor.Engine.Announcements;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Retry;
using Supervisor.Engine.States;

namespace Supervisor.Engine.Slots;

/// <summary>What clients are told of a slot beyond its state: wall times, last end, last error, and why. Wall times are for display alone.</summary>
public sealed class SlotStory
{
    private const int EndedBySignal = -1;

    /// <summary>Milliseconds since 1970; 0 if it was never started.</summary>
    public long StartedAt { get; private set; }

    /// <summary>When the last child ended, in milliseconds since 1970; 0 if none has.</summary>
    public long StoppedAt { get; private set; }

    /// <summary>Since when it is in its state, in milliseconds since 1970; 0 before the first change.</summary>
    public long StateSince { get; private set; }

    /// <summary>Supervisor's spawnerr; "" when there is none.</summary>
    public string SpawnError { get; private set; } = "";

    /// <summary>Supervisor's exitstatus: −1 after a death by signal, 0 when there is none.</summary>
    public int ExitStatus { get; private set; }

    /// <summary>How the last run ended; "" when none has.</summary>
    public string LastExit { get; private set; } = "";

    /// <summary>The last sentence that said why.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Starts that nobody asked for: those that the retry policy decided.</summary>
    public int Restarts { get; private set; }

    /// <summary>It has been RUNNING since its last start, and nobody has stopped it since.</summary>
    public bool HasBeenUp { get; private set; }

    /// <summary>What was noted before a new start of the daemon.</summary>
    internal static SlotStory Of(StoryRecord record, bool hasBeenUp) =>
        new()
        {
            StartedAt = record.StartedAt,
            StoppedAt = record.StoppedAt,
            StateSince = record.StateSince,
            SpawnError = record.SpawnError,
            ExitStatus = record.ExitStatus,
            LastExit = record.LastExit,
            Reason = record.Reason,
            Restarts = record.Restarts,
            HasBeenUp = hasBeenUp,
        };

    /// <summary>Takes a change of state in.</summary>
    /// <param name="wallTime">Milliseconds since 1970.</param>
    internal void Note(in Announcement change, bool isRequested, long wallTime)
    {
        StateSince = wallTime;
        if (change.Reason.Length > 0)
            Reason = change.Reason;
        HasBeenUp = change.To switch
        {
            ProcessState.Running => true,
            ProcessState.Starting or ProcessState.Stopping or ProcessState.Stopped => false,
            _ => HasBeenUp,
        };
        if (change.To == ProcessState.Starting)
        {
            StartedAt = wallTime;
            SpawnError = "";
            ExitStatus = 0;
            if (!isRequested)
                Restarts++;
        }
        else if (change.To == ProcessState.Unknown || change.To == ProcessState.Backoff)
            SpawnError = change.Error ?? SpawnError;
        // A run that failed and is tried again has been noted with its exit.
        var isTold = change.From == ProcessState.Exited && change.To == ProcessState.Backoff;
        if (!isTold && change.Exit is { } exit && change.To is ProcessState.Backoff or ProcessState.Exited or ProcessState.Stopped)
            NoteEnd(change, exit, wallTime);
    }

    /// <summary>The texts are those of the original (reference 2.3, 2.5).</summary>
    private void NoteEnd(in Announcement change, in Posix.ChildExit exit, long wallTime)
    {
        StoppedAt = wallTime;
        LastExit = ExitText.Cause(exit);
        ExitStatus = change.To == ProcessState.Backoff ? 0 : exit.ExitStatus ?? EndedBySignal;
        if (change.To == ProcessState.Backoff)
            SpawnError = "Exited too quickly (process log may have details)";
        else if (change.To == ProcessState.Exited && !RetryPolicy.IsExpected(change.Process.Retry, exit))
            SpawnError = $"Bad exit code {ExitStatus}";
    }
}
