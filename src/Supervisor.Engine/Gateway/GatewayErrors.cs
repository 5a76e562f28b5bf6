using System.Text;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Loop;
using Supervisor.Posix;

namespace Supervisor.Engine.Gateway;

/// <summary>What gateways write to their standard error, as lines of the daemon's log.</summary>
internal sealed class GatewayErrors : IReadinessTarget, ILineReceiver, IDisposable
{
    private readonly ILoopDescriptors _descriptors;
    private readonly IDaemonLog _log;
    private Descriptor _reader;

    /// <summary>Kept open, so that a pipe without a gateway is silent instead of at its end.</summary>
    private Descriptor _writer;
    private readonly LineSplitter _lines = new();

    public GatewayErrors(ILoopDescriptors descriptors, IDaemonLog log)
    {
        _descriptors = descriptors;
        _log = log;
        (_reader, _writer) = Pipe.Create(nonBlockingRead: true);
        descriptors.Watch(_reader.Number, ReadinessEvents.Readable, this);
    }

    /// <summary>The read end, by which the gateway's end is opened.</summary>
    public int Number => _reader.Number;

    /// <summary>Goes on with the pipe that the gateways of another master write to.</summary>
    /// <param name="reader">Owned from now on.</param>
    public void Resume(Descriptor reader)
    {
        if (FileDescriptor.Open($"/proc/self/fd/{reader.Number}", FileAccessKind.Write, 0, out var writer) != 0)
        {
            reader.Dispose();
            return;
        }
        Dispose();
        (_reader, _writer) = (reader, writer!);
        _descriptors.Watch(_reader.Number, ReadinessEvents.Readable, this);
    }

    public void Ready(ReadinessEvents events)
    {
        Span<byte> buffer = stackalloc byte[4096];
        var result = FileDescriptor.Read(_reader.Number, buffer);
        if (result.IsSuccess)
            _lines.Add(buffer[..result.Count], this);
    }

    public void Receive(ReadOnlySpan<byte> line, bool isCut) =>
        _log.Write(DaemonLogLevel.Warn, "gateway: " + Encoding.UTF8.GetString(line));

    public void Dispose()
    {
        _descriptors.Forget(_reader.Number);
        _reader.Dispose();
        _writer.Dispose();
    }
}
