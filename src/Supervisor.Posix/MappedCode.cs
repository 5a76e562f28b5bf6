using System.Globalization;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>The executables and libraries that are mapped into this process.</summary>
public static unsafe class MappedCode
{
    private const string Source = "/proc/self/smaps";

    /// <summary>
    /// Unmaps all code and read-only data of files. What is needed again comes back from the page cache with the next access, as it came
    /// the first time (madvise(2), MADV_DONTNEED), but what only the start needed does not. Mappings that can be written, or of which a page
    /// was written, are left alone: their changes would be lost. Without /proc nothing happens.
    /// </summary>
    public static void ForgetPages()
    {
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
                    Forget(header);
            }
        }
        catch (IOException)
        {
            // Nothing is lost but memory.
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

    private static void Forget(string header)
    {
        var dash = header.IndexOf('-', StringComparison.Ordinal);
        var end = header.IndexOf(' ', StringComparison.Ordinal);
        if (
            nuint.TryParse(header.AsSpan(0, dash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var from)
            && nuint.TryParse(
                header.AsSpan(dash + 1, end - dash - 1),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var to
            )
        )
        {
            // A mapping that is locked in memory refuses (EINVAL), and stays.
            _ = LibC.madvise((void*)from, to - from, LibC.MADV_DONTNEED);
        }
    }
}
