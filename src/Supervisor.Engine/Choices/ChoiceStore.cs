using Supervisor.Engine.Messaging;
using Supervisor.Posix;

namespace Supervisor.Engine.Choices;

/// <summary>Keeps choices in files. Each save has a thread, which a disk that does not answer holds up alone.</summary>
public sealed class ChoiceStore(Action<ChoicesSaved> results) : IChoiceStore, IDisposable
{
    /// <summary>A line for each of many thousand processes.</summary>
    private const int LargestFile = 16 << 20;

    private const uint ForAll = 0b111_101_101;
    private const uint ForOwner = 0b111_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private Thread? _saving;

    public byte[]? Read(string path) => DurableFile.Read(path, LargestFile);

    public string PutAside(string path)
    {
        var aside = path + ".unreadable";
        return DirectoryEntries.Rename(path, aside) is var errno and not 0 ? throw new PosixException("rename", errno, path) : aside;
    }

    public void Save(string path, byte[] content)
    {
        _saving = WorkerThread.TryStart(() => results(new ChoicesSaved(TrySave(path, content))), "choices");
        if (_saving is null)
            results(new ChoicesSaved(WorkerThread.Refusal));
    }

    /// <summary>Waits for a save that is under way; what hangs in a file system ends with the process.</summary>
    public void Dispose() => _saving?.Join(Patience);

    private static string? TrySave(string path, byte[] content)
    {
        try
        {
            // Those of a user are nobody else's business (XDG base directories).
            DurableFile.MakeDirectory(Path.GetDirectoryName(path) ?? "/", ThisProcess.IsRoot ? ForAll : ForOwner);
            DurableFile.Replace(path, content);
            return null;
        }
        catch (PosixException failure)
        {
            return failure.Message;
        }
    }
}
