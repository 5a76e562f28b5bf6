using System.Diagnostics.CodeAnalysis;
using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Loading;

namespace Supervisor.Configuration.Archive;

/// <summary>
/// A load that can be done again when its files have changed: what it began with, and everything that it asked and was told. It holds the
/// files themselves, passwords included.
/// </summary>
public sealed class ConfigurationArchive
{
    internal ConfigurationArchive(string rootFile, CommandLineOverrides overrides, LoadSurroundings surroundings, SourceAnswers answers)
    {
        RootFile = rootFile;
        Overrides = overrides;
        Surroundings = surroundings;
        Answers = answers;
    }

    /// <summary>As the user gave it.</summary>
    public string RootFile { get; }
    internal CommandLineOverrides Overrides { get; }
    internal LoadSurroundings Surroundings { get; }
    internal SourceAnswers Answers { get; }

    /// <summary>The archive as bytes with magic, version, length and checksum; the same for the same load.</summary>
    public byte[] ToBytes() => ArchiveEnvelope.Wrap(ArchiveContent.Write(this));

    /// <summary>Reads what <see cref="ToBytes"/> wrote. Whatever the bytes are, nothing is thrown.</summary>
    /// <param name="reason">Why there is no archive in the bytes: cut short, damaged, or of a newer version.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out ConfigurationArchive? archive,
        [NotNullWhen(false)] out string? reason
    )
    {
        archive = null;
        if (!ArchiveEnvelope.TryOpen(bytes, out var content, out reason))
            return false;
        try
        {
            archive = ArchiveContent.Read(content);
            return true;
        }
        catch (InvalidDataException exception)
        {
            // The checksum is right, so it was written like this: not by this program.
            reason = exception.Message;
            return false;
        }
    }
}
