namespace Supervisor.Engine.Listeners;

/// <summary>What was found in the notes of events, besides the pools.</summary>
/// <param name="NextSerial">The number of the next event of the daemon.</param>
/// <param name="Unread">Pieces that only a later version can read.</param>
internal readonly record struct EventNotesReading(long NextSerial, int Unread);
