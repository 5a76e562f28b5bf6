using System.Buffers;
using Supervisor.Configuration.Settings;
using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>The log files that the daemon names itself (AUTO): DIRECTORY/NAME-stdout---IDENTIFIER-XXXXXXXX.log.</summary>
public static class AutomaticLogFiles
{
    private const string Extension = ".log";
    private const int RandomLength = 8;
    private const int Attempts = 100;

    /// <summary>What a name in a directory may hold (NAME_MAX), and how much of it the rotated files' numbers may need.</summary>
    private const int LongestName = 255 - 8;

    private const int MostNumberDigits = 4;
    private const uint OwnerOnly = 0b110_000_000;
    private const string RandomCharacters = "abcdefghijklmnopqrstuvwxyz0123456789_";
    private static readonly SearchValues<char> Separators = SearchValues.Create("/\0");
    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n\f\v");

    /// <summary>Creates an empty file that nobody else can read or have prepared (O_EXCL, mode 0600).</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="PosixException">It cannot be created.</exception>
    public static string Create(string directory, string processName, LogStream stream, string identifier)
    {
        for (var attempt = 1; ; attempt++)
        {
            // O_EXCL keeps others out, not the name; so it needs no cryptography, which would load a library of its own.
            var random = new string(Random.Shared.GetItems<char>(RandomCharacters, RandomLength));
            var path = PathOf(directory, processName, stream, identifier, random);
            var errno = FileDescriptor.Open(path, FileAccessKind.CreateNew, OwnerOnly, out var descriptor);
            descriptor?.Dispose();
            if (errno == 0)
                return path;
            if (errno != Errno.EEXIST || attempt == Attempts)
                throw new PosixException("open", errno, path);
        }
    }

    /// <summary>What <see cref="Create"/> chose at random, from which <see cref="PathOf"/> finds the file again; empty for other logs.</summary>
    public static ReadOnlySpan<char> RandomOf(OutputSettings settings, string? path)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.File is LogFileTarget.Automatic && path is not null
            ? path.AsSpan()[^(RandomLength + Extension.Length)..^Extension.Length]
            : [];
    }

    /// <summary>The path that <see cref="Create"/> made with this choice.</summary>
    public static string PathOf(string directory, string processName, LogStream stream, string identifier, string random)
    {
        var suffix = $"-{(stream == LogStream.Stdout ? "stdout" : "stderr")}---{AsName(identifier)}-";
        return Path.Join(
            directory,
            Shorten(AsName(processName), suffix.Length + RandomLength + Extension.Length) + suffix + random + Extension
        );
    }

    /// <summary>
    /// Removes the AUTO logs of earlier daemons with this identifier, rotated ones included: names like "ANY---IDENTIFIER-ANY.log", with
    /// a dot and up to four digits at the end or without. What cannot be removed is left.
    /// </summary>
    /// <param name="kept">Paths of logs that are still written: what rotation made of them is kept too.</param>
    public static void RemoveLeftovers(string directory, string identifier, IReadOnlySet<string> kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        var marker = $"---{AsName(identifier)}-";
        if (!Directory.Exists(directory))
            return;
        foreach (var path in Directory.EnumerateFiles(directory))
        {
            if (
                IsLeftover(Path.GetFileName(path.AsSpan()), marker)
                && !kept.Contains(path[..(path.LastIndexOf(Extension, StringComparison.Ordinal) + Extension.Length)])
            )
                _ = DirectoryEntries.Remove(path);
        }
    }

    private static bool IsLeftover(ReadOnlySpan<char> name, string marker)
    {
        var rest = name.TrimEnd("0123456789");
        if (name.Length - rest.Length > MostNumberDigits)
            return false;
        if (rest.EndsWith("."))
            rest = rest[..^1];
        if (!rest.EndsWith(Extension))
            return false;
        rest = rest[..^Extension.Length];
        var start = rest.IndexOf(marker);
        if (start < 1)
            return false;
        var random = rest[(start + marker.Length)..];
        return !random.IsEmpty && !random.ContainsAny(Blanks);
    }

    private static string AsName(string text) => text.AsSpan().ContainsAny(Separators) ? text.Replace('/', '_').Replace('\0', '_') : text;

    private static string Shorten(string name, int others)
    {
        var room = Math.Max(1, LongestName - others);
        return System.Text.Encoding.UTF8.GetByteCount(name) <= room ? name : name[..Math.Min(name.Length, room / 4)];
    }
}
