using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Supervisor.Posix;

/// <summary>A signal of this system, by its number. Numbers are those of x86-64 and arm64, which agree (signal(7)).</summary>
public readonly record struct SignalNumber(int Value)
{
    /// <summary>The highest signal number of Linux (SIGRTMAX).</summary>
    public const int Highest = 64;

    public static readonly SignalNumber Hangup = new(1);
    public static readonly SignalNumber Interrupt = new(2);
    public static readonly SignalNumber Quit = new(3);
    public static readonly SignalNumber Kill = new(9);
    public static readonly SignalNumber User1 = new(10);
    public static readonly SignalNumber User2 = new(12);
    public static readonly SignalNumber Pipe = new(13);
    public static readonly SignalNumber Terminate = new(15);
    public static readonly SignalNumber Child = new(17);
    public static readonly SignalNumber TerminalStop = new(20);
    public static readonly SignalNumber TerminalInput = new(21);
    public static readonly SignalNumber TerminalOutput = new(22);

    /// <summary>The first and last realtime signal that glibc leaves to programs: it keeps 32 and 33 for its threads (signal(7)).</summary>
    private const int RealtimeFirst = 34;
    private const int RealtimeLast = 64;

    private static readonly string[] Names =
    [
        "",
        "HUP",
        "INT",
        "QUIT",
        "ILL",
        "TRAP",
        "ABRT",
        "BUS",
        "FPE",
        "KILL",
        "USR1",
        "SEGV",
        "USR2",
        "PIPE",
        "ALRM",
        "TERM",
        "STKFLT",
        "CHLD",
        "CONT",
        "STOP",
        "TSTP",
        "TTIN",
        "TTOU",
        "URG",
        "XCPU",
        "XFSZ",
        "VTALRM",
        "PROF",
        "WINCH",
        "IO",
        "PWR",
        "SYS",
    ];

    /// <summary>The name with its prefix ("SIGTERM"), or "signal 40" where it has none.</summary>
    public string Name =>
        Value > 0 && Value < Names.Length ? "SIG" + Names[Value]
        : Value == RealtimeFirst ? "SIGRTMIN"
        : Value == RealtimeLast ? "SIGRTMAX"
        : "signal " + Value.ToString(CultureInfo.InvariantCulture);

    public override string ToString() => Name;

    /// <summary>
    /// Reads a number, or a name with or without "SIG" in any case; CLD, POLL and IOT are the old names of CHLD, IO and ABRT.
    /// </summary>
    public static bool TryParse(string text, out SignalNumber signal)
    {
        ArgumentNullException.ThrowIfNull(text);
        var word = text.Trim();
        if (int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            signal = new SignalNumber(number);
            return IsDeliverable(number);
        }
        if (word.StartsWith("SIG", StringComparison.OrdinalIgnoreCase))
            word = word[3..];
        signal = new SignalNumber(NumberOf(word.ToUpperInvariant()));
        return signal.Value != 0;
    }

    private static bool IsDeliverable(int number) => number is > 0 and <= 31 or >= RealtimeFirst and <= RealtimeLast;

    private static int NumberOf(string name) =>
        name switch
        {
            "" => 0,
            "CLD" => Child.Value,
            "POLL" => 29,
            "IOT" => 6,
            "RTMIN" => RealtimeFirst,
            "RTMAX" => RealtimeLast,
            _ => Math.Max(0, Array.IndexOf(Names, name)),
        };

    /// <summary>All names without their prefix, for suggestions.</summary>
    [SuppressMessage("Performance", "CA1819", Justification = "a copy of a short constant table, on a cold path")]
    public static string[] KnownNames => [.. Names[1..], "RTMIN", "RTMAX"];
}
