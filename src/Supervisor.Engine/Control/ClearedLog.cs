namespace Supervisor.Engine.Control;

/// <summary>A log that is to be emptied.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Backups">So many numbered older files its rotation keeps; others of such a name are somebody else's.</param>
public sealed record ClearedLog(string Path, int Backups);
