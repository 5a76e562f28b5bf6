using Supervisor.Posix;
using Supervisor.Posix.Spawning;

namespace Supervisor.Keeper;

/// <summary>
/// The master's going over to another executable: from when it says so until that has taken everything over, or has failed. Should it fail,
/// the present one is to be started again, which may have lost its name by then.
/// </summary>
internal sealed class Changeover(TimeProvider time) : IDisposable
{
    /// <summary>Seconds that another executable has from its first instruction until everything is taken over.</summary>
    private const int Patience = 30;

    private Descriptor? _present;
    private Descriptor? _other;
    private bool _isUnderWay;
    private long _until;

    /// <summary>The last one has come to nothing, and no master has taken over since.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The timestamp at which it has taken too long; null while none is under way.</summary>
    public long? Due => _isUnderWay && _until != long.MaxValue ? _until : null;

    /// <summary>What leads to the executable that masters are started from; null for the one that the keeper knows by its path.</summary>
    public string? Path => _present is { } executable ? ProcessReplacement.PathOf(executable.Number) : null;

    /// <param name="present">Used up.</param>
    public void Begin(Descriptor? present)
    {
        _present?.Dispose();
        // The child is executed by this number, so it must be none of those that something else is put at before.
        _present = present?.DuplicateAbove(MasterCommand.AnswerTarget);
        present?.Dispose();
        _isUnderWay = true;
        _until = time.GetTimestamp() + (Patience * time.TimestampFrequency);
    }

    /// <param name="other">The executable that is gone over to; owned from now on.</param>
    public void Lead(Descriptor? other)
    {
        _other?.Dispose();
        _other = other;
    }

    /// <summary>It has been given up; its end follows.</summary>
    public void GiveUp() => _until = long.MaxValue;

    /// <summary>The master has died. That ends a change that was under way.</summary>
    public void MasterDied()
    {
        if (!_isUnderWay)
            return;
        _isUnderWay = false;
        HasFailed = true;
        Lead(null);
    }

    /// <summary>A master has taken everything over.</summary>
    /// <returns>The descriptor of the executable that it has gone over to, which the keeper is to follow; null when there was no change.</returns>
    public int? MasterBegan()
    {
        var follows = _isUnderWay ? _other?.Number : null;
        _isUnderWay = false;
        HasFailed = false;
        return follows;
    }

    public void Dispose()
    {
        _present?.Dispose();
        _other?.Dispose();
    }
}
