namespace Supervisor.Engine.Choices;

/// <summary>Keeps choices over the end of the daemon and of the machine.</summary>
public interface IChoiceStore
{
    /// <summary>What was kept; null when nothing was. It may wait for the disk: for the start alone.</summary>
    /// <exception cref="Supervisor.Posix.PosixException">It cannot be read.</exception>
    byte[]? Read(string path);

    /// <summary>Takes what cannot be understood out of the way, for people to look at.</summary>
    /// <returns>Its path from now on.</returns>
    /// <exception cref="Supervisor.Posix.PosixException">It cannot be.</exception>
    string PutAside(string path);

    /// <summary>Keeps it instead of what was kept; away from the loop, and one at a time. The result is a <see cref="ChoicesSaved"/> message.</summary>
    void Save(string path, byte[] content);
}
