namespace Supervisor.Engine.Logs;

/// <summary>What a listener says to the daemon on its standard output: passed on as it is, besides going to its log.</summary>
internal sealed class ProtocolConsumer(LogChannel channel, OutputBatch batch) : ILogConsumer
{
    public bool IsWanted => true;

    public void Accept(ReadOnlySpan<byte> data) => batch.AddProtocol(channel, data);

    public void Flush() { }
}
