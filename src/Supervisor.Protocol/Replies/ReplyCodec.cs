using Supervisor.Protocol.Framing;
using Supervisor.Protocol.Processes;

namespace Supervisor.Protocol.Replies;

/// <summary>The kinds of replies from the master to the gateway, and how each is read. Kinds from 200 on are the master's own notices.</summary>
public static class ReplyCodec
{
    private delegate Reply Reader(ref FrameReader reader);

    /// <summary>The place in this table is the kind on the wire, so entries are only ever added at the end.</summary>
    private static readonly (Type Type, Reader Read)[] Kinds =
    [
        (typeof(Reply.Done), (ref FrameReader _) => Reply.Done.Instance),
        (typeof(Reply.Refused), (ref FrameReader reader) => new Reply.Refused(reader.ReadEnum<ControlResult>(), reader.ReadString())),
        (
            typeof(Reply.DaemonDescribed),
            (ref FrameReader reader) =>
                new Reply.DaemonDescribed(reader.ReadString(), reader.ReadString(), reader.ReadInt32(), reader.ReadEnum<SupervisorState>())
                {
                    MasterId = reader.ReadInt32(),
                    Upgrades = reader.ReadInt32(),
                }
        ),
        (
            typeof(Reply.ProcessesListed),
            (ref FrameReader reader) => new Reply.ProcessesListed(reader.ReadInt64(), reader.ReadList(ProcessSnapshot.Read))
        ),
        (
            typeof(Reply.ConfigurationsListed),
            (ref FrameReader reader) => new Reply.ConfigurationsListed(reader.ReadList(ProcessConfiguration.Read))
        ),
        (typeof(Reply.ProcessesHandled), (ref FrameReader reader) => new Reply.ProcessesHandled(reader.ReadList(ProcessOutcome.Read))),
        (
            typeof(Reply.GroupsCompared),
            (ref FrameReader reader) => new Reply.GroupsCompared(reader.ReadStrings(), reader.ReadStrings(), reader.ReadStrings())
        ),
        (
            typeof(Reply.ChangesPlanned),
            (ref FrameReader reader) => new Reply.ChangesPlanned(reader.ReadList(PlannedChange.Read), reader.ReadStrings())
        ),
        (typeof(Reply.LogOpened), (ref FrameReader reader) => new Reply.LogOpened(reader.ReadString())),
        (typeof(Reply.TreesListed), (ref FrameReader reader) => new Reply.TreesListed(reader.ReadList(ProcessTree.Read))),
    ];

    private static readonly Dictionary<Type, byte> KindOf = Enumerable
        .Range(0, Kinds.Length)
        .ToDictionary(index => Kinds[index].Type, index => (byte)index);

    /// <param name="number">The request's.</param>
    /// <param name="descriptorCount">How many descriptors are sent with it.</param>
    public static void Write(FrameWriter writer, uint number, Reply reply, byte descriptorCount = 0)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(reply);
        writer.WriteFrame(KindOf[reply.GetType()], number, reply, descriptorCount);
    }

    /// <exception cref="ProtocolException">It is no reply.</exception>
    public static Reply Read(byte kind, ReadOnlySpan<byte> content)
    {
        if (kind >= Kinds.Length)
            throw new ProtocolException($"no reply has the kind {kind}");
        var reader = new FrameReader(content);
        var reply = Kinds[kind].Read(ref reader);
        reader.ExpectEnd();
        return reply;
    }
}
