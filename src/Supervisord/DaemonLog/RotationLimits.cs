namespace Supervisord.DaemonLog;

/// <summary>When a log file is rotated, and what is kept.</summary>
/// <param name="MaxBytes">After the line with which the file reaches this size; 0 never.</param>
/// <param name="Backups">Older files that are kept; 0 empties the file instead.</param>
internal sealed record RotationLimits(long MaxBytes, int Backups);
