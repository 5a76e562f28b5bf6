namespace Supervisor.Packaging;

/// <summary>What the words behind an action of supervisorctl are.</summary>
internal enum ActionArgument
{
    None,
    Process,
    Group,

    /// <summary>A signal and then processes.</summary>
    SignalAndProcess,

    /// <summary>Another action.</summary>
    Action,

    /// <summary>A file, as the argument of an option.</summary>
    File,
}
