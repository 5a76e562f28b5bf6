using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Supervisor.Posix;

namespace Supervisor.Configuration.Archive;

/// <summary>
/// The archives in a directory, one file for each generation of the configuration: "configuration-7". A file is there whole or not at all.
/// What cannot be done is told, never thrown: it costs recovery, not a program. Nothing is synchronized to the disk, because the page cache
/// outlives every process, and what a power cut takes has no program left to recover.
/// </summary>
/// <param name="directory">It must be there, and be closed to others: the archives hold passwords.</param>
public sealed class ArchiveFiles(string directory)
{
    private const string Prefix = "configuration-";
    private const string UnfinishedSuffix = ".new";

    /// <summary>Puts an archive in place of what the generation had, for its owner alone (0600).</summary>
    /// <returns>Null when it is there; otherwise why not.</returns>
    public string? Write(ulong generation, ConfigurationArchive archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        var path = PathOf(generation);
        var unfinished = path + UnfinishedSuffix;
        // A writer that was killed left it.
        DirectoryEntries.Remove(unfinished);
        var mistake = WriteNew(unfinished, archive.ToBytes());
        if (mistake is null && DirectoryEntries.Rename(unfinished, path) is var errno and not 0)
            mistake = Describe(path, errno);
        if (mistake is not null)
            DirectoryEntries.Remove(unfinished);
        return mistake;
    }

    /// <summary>Reads the archive of a generation.</summary>
    /// <param name="reason">Why there is none: no file, no permission, or damage.</param>
    public bool TryRead(ulong generation, [NotNullWhen(true)] out ConfigurationArchive? archive, [NotNullWhen(false)] out string? reason)
    {
        archive = null;
        var path = PathOf(generation);
        try
        {
            if (ConfigurationArchive.TryParse(File.ReadAllBytes(path), out archive, out reason))
                return true;
            reason = $"{path}: {reason}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reason = $"{path}: {exception.Message}";
        }
        return false;
    }

    /// <summary>The generations that are there, the newest first.</summary>
    public IReadOnlyList<ulong> Generations()
    {
        try
        {
            return
            [
                .. Directory
                    .GetFiles(directory, Prefix + "*")
                    .Select(path =>
                        ulong.TryParse(
                            Path.GetFileName(path.AsSpan())[Prefix.Length..],
                            NumberStyles.None,
                            CultureInfo.InvariantCulture,
                            out var generation
                        )
                            ? generation
                            : 0
                    )
                    .Where(generation => generation != 0)
                    .OrderDescending(),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Removes the archives of all other generations, and what killed writers left. Files of other names stay.</summary>
    /// <returns>Null when all are gone; otherwise why one is not.</returns>
    public string? RemoveOthers(IReadOnlySet<ulong> kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        string? mistake = null;
        try
        {
            foreach (var path in Directory.GetFiles(directory, Prefix + "*"))
            {
                if (!IsSuperfluous(Path.GetFileName(path.AsSpan()), kept))
                    continue;
                if (DirectoryEntries.Remove(path) is var errno and not (0 or Errno.ENOENT))
                    mistake ??= Describe(path, errno);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            mistake = $"{directory}: {exception.Message}";
        }
        return mistake;
    }

    private string PathOf(ulong generation) => Path.Join(directory, Prefix + generation.ToString(CultureInfo.InvariantCulture));

    private static bool IsSuperfluous(ReadOnlySpan<char> name, IReadOnlySet<ulong> kept)
    {
        var number = name[Prefix.Length..];
        var isUnfinished = number.EndsWith(UnfinishedSuffix, StringComparison.Ordinal);
        if (isUnfinished)
            number = number[..^UnfinishedSuffix.Length];
        return ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var generation)
            && (isUnfinished || !kept.Contains(generation));
    }

    private static string? WriteNew(string path, byte[] bytes)
    {
        const uint OwnerOnly = 0x180;
        var errno = FileDescriptor.Open(path, FileAccessKind.CreateNew, OwnerOnly, out var file);
        if (file is not null)
        {
            using (file)
                errno = DescriptorOutput.WriteAll(file.Number, bytes, out _);
        }
        return errno == 0 ? null : Describe(path, errno);
    }

    private static string Describe(string path, int errno) => $"{path}: {Errno.Describe(errno)}";
}
