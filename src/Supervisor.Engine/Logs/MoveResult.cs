namespace Supervisor.Engine.Logs;

/// <summary>What an attempt to bring bytes to a log did.</summary>
/// <param name="Count">Bytes that arrived, also when it then failed.</param>
/// <param name="Errno">With <see cref="MoveOutcome.Failed"/>.</param>
internal readonly record struct MoveResult(MoveOutcome Outcome, int Count, int Errno)
{
    public static MoveResult Failed(int errno, int count = 0) => new(MoveOutcome.Failed, count, errno);

    public static MoveResult Moved(int count) => new(MoveOutcome.Moved, count, 0);

    public static MoveResult Blocked(int count = 0) => new(MoveOutcome.Blocked, count, 0);

    public static readonly MoveResult Empty = new(MoveOutcome.Empty, 0, 0);
    public static readonly MoveResult NoWriter = new(MoveOutcome.NoWriter, 0, 0);
    public static readonly MoveResult NotSpliceable = new(MoveOutcome.NotSpliceable, 0, 0);
}
