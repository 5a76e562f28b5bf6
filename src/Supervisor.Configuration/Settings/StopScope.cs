namespace Supervisor.Configuration.Settings;

/// <summary>How far a stop reaches, where it is written in one word.</summary>
public enum StopScope
{
    /// <summary>The main process gets both signals, alone.</summary>
    Process,

    /// <summary>Its process group gets both.</summary>
    Group,

    /// <summary>The main process gets the stop signal; then everything else that it has made is ended.</summary>
    Tree,
}
