namespace Supervisor.Engine.Logs;

/// <summary>Takes what a program wrote outside of captures, piece by piece.</summary>
internal interface IOutputReceiver
{
    /// <param name="output">Valid during the call only.</param>
    void Receive(ReadOnlySpan<byte> output);
}
