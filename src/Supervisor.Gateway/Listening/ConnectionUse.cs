namespace Supervisor.Gateway.Listening;

/// <summary>What a connection is in use for, in the order in which connections have to go when there are too many.</summary>
internal enum ConnectionUse
{
    /// <summary>No request is under way; a part of one may have arrived.</summary>
    Idle,

    /// <summary>The body of a request is still to come.</summary>
    Sending,

    /// <summary>It follows a log, which has no end; its reader connects again.</summary>
    Following,

    /// <summary>A request is being answered. Such a connection is not closed for another.</summary>
    Answering,
}
