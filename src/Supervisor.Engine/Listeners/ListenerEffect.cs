namespace Supervisor.Engine.Listeners;

/// <summary>What a step of a listener's protocol means for the event that it has.</summary>
public enum ListenerEffect
{
    None,

    /// <summary>It is done with.</summary>
    Processed,

    /// <summary>The listener refused it: it goes back.</summary>
    Rejected,

    /// <summary>The listener is gone: it goes back, if there is one.</summary>
    Abandoned,

    /// <summary>The protocol has been broken: it goes back, if there is one.</summary>
    Violated,
}
