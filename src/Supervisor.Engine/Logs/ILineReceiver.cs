namespace Supervisor.Engine.Logs;

/// <summary>Takes lines one by one.</summary>
internal interface ILineReceiver
{
    /// <param name="line">Without its line end; valid during the call only.</param>
    /// <param name="isCut">The line was too long and goes on with the next call.</param>
    void Receive(ReadOnlySpan<byte> line, bool isCut);
}
