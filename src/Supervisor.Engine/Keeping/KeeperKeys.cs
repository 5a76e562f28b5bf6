namespace Supervisor.Engine.Keeping;

/// <summary>The keys under which descriptors are held. Those of slots follow from their place in the journal, which outlives the master too.</summary>
public static class KeeperKeys
{
    /// <summary>The pid file with its lock.</summary>
    public const int PidFile = 1;

    /// <summary>The log pump's notes of what is on the way, and the pipe that goes with them.</summary>
    public const int LogNotes = 2;

    public const int LogStaging = 3;

    /// <summary>The state directory, wherever the configuration has it by the time of the next master.</summary>
    public const int StateDirectory = 4;

    /// <summary>What the next executable needs to know of the gateways that it takes over; held while one executable goes over to another.</summary>
    public const int GatewayNotes = 5;

    /// <summary>The read end of the pipe that those gateways write their errors to; held likewise.</summary>
    public const int GatewayErrors = 6;

    /// <summary>What the journal said when one executable went over to another; held until that has taken everything over.</summary>
    public const int JournalCopy = 7;

    /// <summary>The events of output that are on their way to the listeners.</summary>
    public const int OutputNotes = 8;

    /// <summary>The sockets that lead to them have this key and those that follow; held likewise.</summary>
    public const int FirstGateway = 16;

    /// <summary>How many keys there are for them.</summary>
    public const int MostGateways = 16;

    /// <summary>Keys below zero are listening sockets, which tell by themselves where they listen.</summary>
    public const int FirstListener = -1;

    /// <summary>Far above those of all slots.</summary>
    private const int FirstWaiting = 1 << 28;
    private const int FirstSlot = 64;
    private const int PerSlot = 4;

    /// <summary>The end of the slot's standard input that is written to.</summary>
    public static int Stdin(int journalIndex) => FirstSlot + (journalIndex * PerSlot);

    /// <summary>The end of the slot's standard output that is read from.</summary>
    public static int Stdout(int journalIndex) => Stdin(journalIndex) + 1;

    public static int Stderr(int journalIndex) => Stdin(journalIndex) + 2;

    /// <summary>What waits for room in the slot's standard input.</summary>
    public static int Waiting(int journalIndex) => FirstWaiting + journalIndex;

    /// <summary>The pidfd of the slot's child: held where the keeper would not inherit the child.</summary>
    public static int Child(int journalIndex) => Stdin(journalIndex) + 3;
}
