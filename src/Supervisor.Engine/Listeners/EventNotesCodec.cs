using Supervisor.Engine.Events;

namespace Supervisor.Engine.Listeners;

/// <summary>The bytes of the notes of events: pieces one behind the other, each with its length before it.</summary>
internal static class EventNotesCodec
{
    private const byte EventPiece = 1;
    private const byte DonePiece = 2;
    private const byte StandingPiece = 3;
    private const byte CountersPiece = 4;
    private const byte GonePiece = 5;

    public static byte[] Event(string pool, NumberedEvent numbered) =>
        Piece(writer =>
        {
            writer.Write(EventPiece);
            writer.Write(pool);
            writer.Write(numbered.Serial);
            writer.Write(numbered.PoolSerial);
            writer.Write(numbered.Event.Type.Name());
            writer.Write(numbered.Event.Text);
            writer.Write(numbered.Event.Data.Length);
            writer.Write(numbered.Event.Data.Span);
        });

    public static byte[] Done(string pool, long poolSerial) =>
        Piece(writer =>
        {
            writer.Write(DonePiece);
            writer.Write(pool);
            writer.Write(poolSerial);
        });

    public static byte[] Standing(string pool, string process, in ListenerStanding standing)
    {
        var (state, poolSerial) = standing;
        return Piece(writer =>
        {
            writer.Write(StandingPiece);
            writer.Write(pool);
            writer.Write(process);
            writer.Write((byte)state);
            writer.Write(poolSerial);
        });
    }

    public static byte[] Counters(string pool, long nextSerial, long nextPoolSerial) =>
        Piece(writer =>
        {
            writer.Write(CountersPiece);
            writer.Write(pool);
            writer.Write(nextSerial);
            writer.Write(nextPoolSerial);
        });

    public static byte[] Gone(string pool) =>
        Piece(writer =>
        {
            writer.Write(GonePiece);
            writer.Write(pool);
        });

    /// <summary>Reads all pieces that are whole; a last one that was being written when its writer was killed is not.</summary>
    /// <returns>The number of the next event of the daemon.</returns>
    public static long Read(byte[] bytes, Dictionary<string, NotedPool> pools)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var nextSerial = 0L;
        while (bytes.Length - reader.BaseStream.Position >= sizeof(int))
        {
            var length = reader.ReadInt32();
            var end = reader.BaseStream.Position + length;
            if (length <= 0 || end > bytes.Length)
                break;
            nextSerial = Math.Max(nextSerial, ReadPiece(reader, pools));
            reader.BaseStream.Position = end;
        }
        return nextSerial;
    }

    private static long ReadPiece(BinaryReader reader, Dictionary<string, NotedPool> pools)
    {
        var kind = reader.ReadByte();
        var name = reader.ReadString();
        if (kind == GonePiece)
        {
            pools.Remove(name);
            return 0;
        }
        if (!pools.TryGetValue(name, out var pool))
            pools.Add(name, pool = new NotedPool());
        switch (kind)
        {
            case EventPiece:
                var numbered = ReadEvent(reader);
                pool.Pending[numbered.PoolSerial] = numbered;
                pool.NextSerial = Math.Max(pool.NextSerial, numbered.PoolSerial + 1);
                return numbered.Serial + 1;
            case DonePiece:
                pool.Pending.Remove(reader.ReadInt64());
                return 0;
            case StandingPiece:
                pool.Listeners[reader.ReadString()] = new ListenerStanding((ListenerState)reader.ReadByte(), reader.ReadInt64());
                return 0;
            case CountersPiece:
                var nextSerial = reader.ReadInt64();
                pool.NextSerial = Math.Max(pool.NextSerial, reader.ReadInt64());
                return nextSerial;
            default:
                return 0;
        }
    }

    private static NumberedEvent ReadEvent(BinaryReader reader)
    {
        var (serial, poolSerial) = (reader.ReadInt64(), reader.ReadInt64());
        var type = EventTypes.Find(reader.ReadString());
        var text = reader.ReadString();
        return new NumberedEvent(new NotedEvent(type, text, reader.ReadBytes(reader.ReadInt32())), serial, poolSerial);
    }

    private static byte[] Piece(Action<BinaryWriter> write)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(0);
        write(writer);
        writer.Flush();
        bytes.Position = 0;
        writer.Write((int)bytes.Length - sizeof(int));
        return bytes.ToArray();
    }
}
