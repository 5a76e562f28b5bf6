namespace Supervisor.Configuration.Settings;

/// <summary>How the wait grows from one failed start to the next.</summary>
public enum BackoffKind
{
    /// <summary>initial × attempt: Supervisor's 1, 2, 3 … seconds.</summary>
    Linear,
    Constant,

    /// <summary>initial × multiplier ^ (attempt − 1).</summary>
    Exponential,
}
