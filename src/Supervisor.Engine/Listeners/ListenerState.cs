namespace Supervisor.Engine.Listeners;

/// <summary>Where a listener stands in its protocol (reference 5.3); the numbers are the original's.</summary>
public enum ListenerState
{
    /// <summary>It has said READY and waits for an event.</summary>
    Ready = 10,

    /// <summary>It has been given an event and owes a result.</summary>
    Busy = 20,

    /// <summary>It has begun, or has given a result, and is to say READY.</summary>
    Acknowledged = 30,

    /// <summary>It has broken the protocol: it gets nothing more in this run.</summary>
    Unknown = 40,
}
