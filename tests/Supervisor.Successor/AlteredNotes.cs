using Supervisor.Posix;

namespace Supervisor.Successor;

/// <summary>The notes of events and of the log pump as another supervisord would have written them.</summary>
internal static class AlteredNotes
{
    /// <summary>Pieces of kinds that are to come, each behind its length.</summary>
    public static void AppendEvents(string path)
    {
        const byte Kind = 99;
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        file.Write([3, 0, 0, 0, Kind, 1, (byte)'x']);
        file.Write([1, 0, 0, 0, Kind]);
    }

    /// <summary>The mark of what the memory is.</summary>
    public static void BecomeLaterVersion(Descriptor logs)
    {
        using (logs)
            _ = FileDescriptor.WriteAt(logs.Number, "another."u8, 0);
    }
}
