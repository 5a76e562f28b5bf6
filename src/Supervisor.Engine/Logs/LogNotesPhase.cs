namespace Supervisor.Engine.Logs;

/// <summary>How far a lane is with a batch of one channel.</summary>
internal enum LogNotesPhase
{
    Idle,

    /// <summary>Bytes may have been moved from the channel's pipe to the staging pipe.</summary>
    Moving,

    /// <summary>So many have; they are in the staging pipe, or in memory as soon as that is empty.</summary>
    Staged,

    /// <summary>What was made of them is in memory, and on its way to the target.</summary>
    Writing,
}
