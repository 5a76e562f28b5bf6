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

    /// <summary>An event with what it tells of.</summary>
    private const byte ChangePiece = 6;
    private const byte ToldChangePiece = 7;

    /// <summary>Pieces of no pool have the subject of an event in its place.</summary>
    private const byte DelayedPiece = 8;
    private const byte ToldPiece = 9;
    private const byte DelayedBeforePiece = 10;
    private const byte LastingPiece = 11;

    public static byte[] Event(string pool, NumberedEvent numbered) =>
        Piece(writer =>
        {
            var origin = numbered.Event.Origin;
            writer.Write(origin is null ? EventPiece : ChangePiece);
            writer.Write(pool);
            writer.Write(numbered.Serial);
            writer.Write(numbered.PoolSerial);
            WriteEvent(writer, numbered.Event);
            if (origin is not { } told)
                return;
            writer.Write(told.Subject);
            writer.Write(told.Change);
        });

    /// <param name="happened">It has an origin.</param>
    /// <param name="before">See <see cref="NotedEvents.Delay"/>.</param>
    public static byte[] Delayed(SupervisorEvent happened, EventOrigin? before) =>
        Piece(writer =>
        {
            var origin = happened.Origin!.Value;
            writer.Write(before is null ? DelayedPiece : DelayedBeforePiece);
            writer.Write(origin.Subject);
            writer.Write(origin.Change);
            WriteEvent(writer, happened);
            if (before is not { } end)
                return;
            writer.Write(end.Subject);
            writer.Write(end.Change);
        });

    public static byte[] Lasting(string subject, EventType type) =>
        Piece(writer =>
        {
            writer.Write(LastingPiece);
            writer.Write(subject);
            writer.Write(type.Name());
        });

    public static byte[] Told(EventOrigin origin) =>
        Piece(writer =>
        {
            writer.Write(ToldPiece);
            writer.Write(origin.Subject);
            writer.Write(origin.Change);
        });

    public static byte[] Told(string pool, string process, in ToldChange change)
    {
        var told = change;
        return Piece(writer =>
        {
            writer.Write(ToldChangePiece);
            writer.Write(pool);
            writer.Write(process);
            writer.Write(told.Change);
            writer.Write(told.Type.Name());
            writer.Write(told.Text);
            writer.Write(told.Serial);
        });
    }

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

    /// <summary>
    /// Reads all pieces that are whole; a last one that was being written when its writer was killed is not. One that only a later version
    /// knows is passed over.
    /// </summary>
    public static EventNotesReading Read(byte[] bytes, NotedEvents noted)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var (nextSerial, unread) = (0L, 0);
        while (bytes.Length - reader.BaseStream.Position >= sizeof(int))
        {
            var length = reader.ReadInt32();
            var start = (int)reader.BaseStream.Position;
            if (length <= 0 || length > bytes.Length - start)
                break;
            if (!TryReadPiece(bytes.AsSpan(start, length).ToArray(), noted, ref nextSerial))
                unread++;
            reader.BaseStream.Position = start + length;
        }
        return new EventNotesReading(nextSerial, unread);
    }

    /// <summary>False where it cannot be read, or is of a kind that is not known.</summary>
    private static bool TryReadPiece(byte[] piece, NotedEvents noted, ref long nextSerial)
    {
        var kind = piece[0];
        if (kind is < EventPiece or > LastingPiece)
            return false;
        using var reader = new BinaryReader(new MemoryStream(piece));
        try
        {
            reader.ReadByte();
            ReadPiece(reader, kind, reader.ReadString(), noted, ref nextSerial);
            return true;
        }
        // A piece is whole, so what does not fit into it was meant in another way.
        catch (Exception failure) when (failure is IOException or ArgumentException or FormatException or InvalidDataException)
        {
            return false;
        }
    }

    private static void ReadPiece(BinaryReader reader, byte kind, string name, NotedEvents noted, ref long nextSerial)
    {
        switch (kind)
        {
            case GonePiece:
                noted.Pools.Remove(name);
                break;
            case DelayedPiece:
            case DelayedBeforePiece:
                var origin = new EventOrigin(name, reader.ReadInt64());
                var delayed = ReadEvent(reader) with { NotedOrigin = origin };
                noted.Delay(delayed, kind == DelayedPiece ? null : new EventOrigin(reader.ReadString(), reader.ReadInt64()));
                break;
            case ToldPiece:
                noted.RemoveDelayed(new EventOrigin(name, reader.ReadInt64()));
                break;
            case LastingPiece:
                noted.Last(name, EventTypes.Find(reader.ReadString()));
                break;
            default:
                ReadPiece(reader, kind, noted.PoolOf(name), ref nextSerial);
                break;
        }
    }

    private static void ReadPiece(BinaryReader reader, byte kind, NotedPool pool, ref long nextSerial)
    {
        switch (kind)
        {
            case EventPiece:
            case ChangePiece:
                pool.Add(ReadNumbered(reader, pool, hasOrigin: kind == ChangePiece, ref nextSerial));
                break;
            case DonePiece:
                pool.Pending.Remove(reader.ReadInt64());
                break;
            case StandingPiece:
                pool.Listeners[reader.ReadString()] = new ListenerStanding(ReadState(reader), reader.ReadInt64());
                break;
            case ToldChangePiece:
                var process = reader.ReadString();
                var change = reader.ReadInt64();
                pool.Told[process] = new ToldChange(change, EventTypes.Find(reader.ReadString()), reader.ReadString(), reader.ReadInt64());
                break;
            case CountersPiece:
                nextSerial = Math.Max(nextSerial, reader.ReadInt64());
                pool.NextSerial = Math.Max(pool.NextSerial, reader.ReadInt64());
                break;
        }
    }

    /// <summary>Its numbers are used up, also where the rest cannot be read.</summary>
    private static NumberedEvent ReadNumbered(BinaryReader reader, NotedPool pool, bool hasOrigin, ref long nextSerial)
    {
        var (serial, poolSerial) = (reader.ReadInt64(), reader.ReadInt64());
        nextSerial = Math.Max(nextSerial, serial + 1);
        pool.NextSerial = Math.Max(pool.NextSerial, poolSerial + 1);
        var happened = ReadEvent(reader);
        if (hasOrigin)
            happened = happened with { NotedOrigin = new EventOrigin(reader.ReadString(), reader.ReadInt64()) };
        return new NumberedEvent(happened, serial, poolSerial);
    }

    private static ListenerState ReadState(BinaryReader reader) =>
        (ListenerState)reader.ReadByte() is var state && Enum.IsDefined(state)
            ? state
            : throw new InvalidDataException($"no state of a listener: {state}");

    private static void WriteEvent(BinaryWriter writer, SupervisorEvent happened)
    {
        writer.Write(happened.Type.Name());
        writer.Write(happened.Text);
        writer.Write(happened.Data.Length);
        writer.Write(happened.Data.Span);
    }

    private static NotedEvent ReadEvent(BinaryReader reader)
    {
        var type = EventTypes.Find(reader.ReadString());
        var text = reader.ReadString();
        var length = reader.ReadInt32();
        // Memory is taken for what is there, and not for what is said to be.
        if (length < 0 || length > reader.BaseStream.Length - reader.BaseStream.Position)
            throw new InvalidDataException($"{length} bytes of an event");
        return new NotedEvent(type, text, reader.ReadBytes(length));
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
