namespace Supervisor.Engine.Listeners;

/// <summary>What can come about a listener.</summary>
public enum ListenerInputKind
{
    /// <summary>"READY" and a line end.</summary>
    Ready,

    /// <summary>Bytes that say nothing in this state.</summary>
    Noise,

    /// <summary>A result that is OK.</summary>
    Accepted,

    /// <summary>Any other result.</summary>
    Rejected,

    /// <summary>A line in the place of a result's that has no length.</summary>
    BadResult,

    /// <summary>An event has been written to it.</summary>
    Sent,

    /// <summary>Its process has ended.</summary>
    Ended,
}
