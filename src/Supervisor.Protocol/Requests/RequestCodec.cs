using Supervisor.Protocol.Framing;
using Supervisor.Protocol.Processes;

namespace Supervisor.Protocol.Requests;

/// <summary>The kinds of messages from the gateway to the master, and how each is read.</summary>
public static class RequestCodec
{
    /// <summary>A notice without content: the request of that number is not wanted any more, its caller has gone. It gets no reply.</summary>
    public const byte CancelKind = 255;

    private delegate Request Reader(ref FrameReader reader);

    /// <summary>The place in this table is the kind on the wire, so entries are only ever added at the end.</summary>
    private static readonly (Type Type, Reader Read)[] Kinds =
    [
        (typeof(Request.DescribeDaemon), (ref FrameReader _) => new Request.DescribeDaemon()),
        (typeof(Request.ListProcesses), (ref FrameReader reader) => new Request.ListProcesses(ProcessSelector.Read(ref reader))),
        (typeof(Request.ListConfigurations), (ref FrameReader _) => new Request.ListConfigurations()),
        (typeof(Request.Start), (ref FrameReader reader) => new Request.Start(ProcessSelector.Read(ref reader), reader.ReadBoolean())),
        (typeof(Request.Stop), (ref FrameReader reader) => new Request.Stop(ProcessSelector.Read(ref reader), reader.ReadBoolean())),
        (typeof(Request.Restart), (ref FrameReader reader) => new Request.Restart(ProcessSelector.Read(ref reader), reader.ReadBoolean())),
        (typeof(Request.Signal), (ref FrameReader reader) => new Request.Signal(ProcessSelector.Read(ref reader), reader.ReadString())),
        (
            typeof(Request.WaitForState),
            (ref FrameReader reader) =>
                new Request.WaitForState(ProcessSelector.Read(ref reader), reader.ReadNumbers(), reader.ReadOptionalInt64())
        ),
        (typeof(Request.ReadConfiguration), (ref FrameReader _) => new Request.ReadConfiguration()),
        (typeof(Request.AddGroup), (ref FrameReader reader) => new Request.AddGroup(reader.ReadString())),
        (typeof(Request.RemoveGroup), (ref FrameReader reader) => new Request.RemoveGroup(reader.ReadString())),
        (typeof(Request.Reload), (ref FrameReader reader) => new Request.Reload(reader.ReadBoolean(), reader.ReadStrings())),
        (
            typeof(Request.OpenLog),
            (ref FrameReader reader) => new Request.OpenLog(ProcessName.Read(ref reader), reader.ReadEnum<LogStream>())
        ),
        (typeof(Request.OpenDaemonLog), (ref FrameReader _) => new Request.OpenDaemonLog()),
        (typeof(Request.ClearLogs), (ref FrameReader reader) => new Request.ClearLogs(ProcessSelector.Read(ref reader))),
        (typeof(Request.ClearDaemonLog), (ref FrameReader _) => new Request.ClearDaemonLog()),
        (
            typeof(Request.WriteStandardInput),
            (ref FrameReader reader) => new Request.WriteStandardInput(ProcessName.Read(ref reader), reader.ReadBytes().ToArray())
        ),
        (
            typeof(Request.SendRemoteEvent),
            (ref FrameReader reader) => new Request.SendRemoteEvent(reader.ReadString(), reader.ReadString())
        ),
        (typeof(Request.ShutDown), (ref FrameReader _) => new Request.ShutDown()),
        (typeof(Request.RestartDaemon), (ref FrameReader _) => new Request.RestartDaemon()),
        (typeof(Request.Disable), (ref FrameReader reader) => new Request.Disable(ProcessSelector.Read(ref reader))),
        (typeof(Request.Enable), (ref FrameReader reader) => new Request.Enable(ProcessSelector.Read(ref reader))),
        (typeof(Request.ListTrees), (ref FrameReader reader) => new Request.ListTrees(ProcessSelector.Read(ref reader))),
        (typeof(Request.Upgrade), (ref FrameReader reader) => new Request.Upgrade(reader.ReadString())),
    ];

    private static readonly Dictionary<Type, byte> KindOf = Enumerable
        .Range(0, Kinds.Length)
        .ToDictionary(index => Kinds[index].Type, index => (byte)index);

    /// <param name="number">Not 0, and that of no other request under way.</param>
    public static void Write(FrameWriter writer, uint number, Request request)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(request);
        writer.WriteFrame(KindOf[request.GetType()], number, request);
    }

    public static void WriteCancel(FrameWriter writer, uint number)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteFrame(CancelKind, number, EmptyContent.Instance);
    }

    /// <exception cref="ProtocolException">It is no request.</exception>
    public static Request Read(byte kind, ReadOnlySpan<byte> content)
    {
        if (kind >= Kinds.Length)
            throw new ProtocolException($"no request has the kind {kind}");
        var reader = new FrameReader(content);
        var request = Kinds[kind].Read(ref reader);
        reader.ExpectEnd();
        return request;
    }
}
