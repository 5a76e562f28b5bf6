namespace Supervisor.EndToEnd.Tests.Listeners;

/// <summary>A listener that writes each event into a file, and needs no module of the original's.</summary>
internal static class RecordingListener
{
    public const string FileName = "listener.py";

    /// <summary>The file that it writes to is named first.</summary>
    public const string Script = """
        import json, sys
        out = open(sys.argv[1], 'a', buffering=1)
        while True:
            sys.stdout.write('READY\n')
            sys.stdout.flush()
            headers = dict(word.split(':', 1) for word in sys.stdin.readline().split())
            payload = sys.stdin.read(int(headers['len']))
            out.write(json.dumps([headers, payload]) + '\n')
            sys.stdout.write('RESULT 2\nOK')
            sys.stdout.flush()
        """;

    /// <summary>Its table, in a daemon whose directory has the script.</summary>
    /// <param name="events">The list of types.</param>
    public static string Table(string events) =>
        $"""
            [eventlistener.watch]
            command = ["{ListenerScripts.Python}", "@/{FileName}", "@/events"]
            events = [{events}]
            buffer_size = 100000

            """;

    /// <summary>Every event by its serial; what came twice under one serial is the same.</summary>
    public static SortedDictionary<int, RecordedEvent> ReadAll(string file)
    {
        var told = new SortedDictionary<int, RecordedEvent>();
        foreach (var happened in RecordedEvent.ReadAll(file))
        {
            if (!told.TryAdd(happened.Serial, happened))
                (happened.Type, happened.Payload).ShouldBe((told[happened.Serial].Type, told[happened.Serial].Payload));
        }
        return told;
    }
}
