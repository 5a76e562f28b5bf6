namespace Supervisor.Gateway.Listening;

/// <summary>How long connections may take to send a request, where the gateway is to leave.</summary>
/// <param name="NewConnection">
/// Since it was accepted: its client cannot know that it would be better off with the next gateway, and takes a connection that is closed
/// without an answer for a failed call.
/// </param>
/// <param name="KeptConnection">Since its last answer, or since the gateway was told to leave: its client expects it to be closed some time.</param>
internal sealed record FarewellTimes(TimeSpan NewConnection, TimeSpan KeptConnection)
{
    /// <summary>Others wait meanwhile for the next gateway, and a connection that somebody keeps for later is not to hold them up for long.</summary>
    public static FarewellTimes Usual { get; } = new(TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(100));
}
