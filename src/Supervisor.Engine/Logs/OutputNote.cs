namespace Supervisor.Engine.Logs;

/// <summary>What an event has in the notes for the next master.</summary>
/// <param name="Number">The event's own, for as long as the machine runs; 0 for one that is not noted.</param>
/// <param name="Place">Of its entry.</param>
internal readonly record struct OutputNote(long Number, int Place);
