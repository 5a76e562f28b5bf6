namespace Supervisor.Configuration.Settings;

/// <summary>What a start of a program is, and so what its success is.</summary>
public enum StartType
{
    /// <summary>The process that is started is the program, and stays up.</summary>
    Simple,

    /// <summary>It runs once and is done: to exit with one of exitcodes is its success, at whatever time.</summary>
    Oneshot,

    /// <summary>The process that is started exits with 0 once the program, which it has forked, goes on by itself.</summary>
    Forking,
}
