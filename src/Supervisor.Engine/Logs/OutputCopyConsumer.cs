namespace Supervisor.Engine.Logs;

/// <summary>The copy in the daemon's own log, while its level wants it.</summary>
internal sealed class OutputCopyConsumer(LogChannelSettings settings, IChildOutputCopy copy) : ILogConsumer
{
    public bool IsWanted => copy.IsWanted;

    public void Accept(ReadOnlySpan<byte> data)
    {
        if (copy.IsWanted)
            copy.Write(settings.ProcessName, settings.Stream, data);
    }

    public void Flush() { }
}
