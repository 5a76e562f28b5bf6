using System.Globalization;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>The executables and libraries that are mapped into this process: code and read-only data that no page was ever written of.</summary>
public sealed unsafe class MappedCode
{
    private const string Source = "/proc/self/smaps";

    /// <summary>The same lines as those that begin a mapping there, without what follows each (proc(5)).</summary>
    private const string Brief = "/proc/self/maps";

    private readonly HashSet<string> _headers;

    private MappedCode(HashSet<string> headers) => _headers = headers;

    /// <summary>
    /// Looks for them. Mappings that can be written, or of which a page was written, are left out: their changes would be lost. Without /proc
    /// nothing is found.
    /// </summary>
    public static MappedCode Find()
    {
        var headers = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            string? header = null;
            foreach (var line in File.ReadLines(Source))
            {
                // proc(5): only the lines that begin a mapping have no label with a colon as their first word.
                if (!line.AsSpan(0, Math.Max(0, line.IndexOf(' ', StringComparison.Ordinal))).EndsWith(":"))
                    header = IsReadOnlyFile(line) ? line : null;
                else if (
                    header is not null
                    && line.StartsWith("Anonymous:", StringComparison.Ordinal)
                    && line.EndsWith(" 0 kB", StringComparison.Ordinal)
                )
                    headers.Add(header);
            }
        }
        catch (IOException)
        {
            // Nothing is lost but memory.
        }
        return new MappedCode(headers);
    }

    /// <summary>
    /// Unmaps their pages. What is needed again comes back from the page cache with the next access, as it came the first time (madvise(2),
    /// MADV_DONTNEED), but what only the start needed does not. Those that have changed since they were found are left alone.
    /// </summary>
    public void ForgetPages()
    {
        try
        {
            foreach (var header in File.ReadLines(Brief))
            {
                // A mapping that is locked in memory refuses (EINVAL), and stays.
                if (_headers.Contains(header) && TryReadPlace(header, out var from, out var to))
                    _ = LibC.madvise((void*)from, to - from, LibC.MADV_DONTNEED);
            }
        }
        catch (IOException)
        {
            // Without /proc everything stays where it is.
        }
    }

    /// <summary>"55d0-55e0 r-xp 00000000 fe:00 123     /path"; memory files of the runtime are no files.</summary>
    private static bool IsReadOnlyFile(string header)
    {
        var permissions = header.IndexOf(' ', StringComparison.Ordinal) + 1;
        var path = header.IndexOf('/', StringComparison.Ordinal);
        return permissions > 0
            && path > 0
            && header[permissions] == 'r'
            && header[permissions + 1] == '-'
            && !header.AsSpan(path).StartsWith("/memfd:");
    }

    private static bool TryReadPlace(string header, out nuint from, out nuint to)
    {
        var dash = header.IndexOf('-', StringComparison.Ordinal);
        var end = header.IndexOf(' ', StringComparison.Ordinal);
        to = 0;
        return TryReadAddress(header.AsSpan(0, dash), out from) && TryReadAddress(header.AsSpan(dash + 1, end - dash - 1), out to);
    }

    private static bool TryReadAddress(ReadOnlySpan<char> text, out nuint address) =>
        nuint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out address);
}
