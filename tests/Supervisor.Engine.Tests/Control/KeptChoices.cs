using System.Text;
using Supervisor.Engine.Choices;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Control;

/// <summary>A disk for choices; each save is answered when the scene has it so.</summary>
internal sealed class KeptChoices : IChoiceStore
{
    private byte[]? _underWay;
    private string _path = "";

    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Why saves fail; null: they do not.</summary>
    public string? Problem { get; set; }

    /// <summary>Why reading fails with this errno; 0: it does not.</summary>
    public int ReadErrno { get; set; }

    public bool CanPutAside { get; set; } = true;

    public bool IsSaving => _underWay is not null;

    public int Saves { get; private set; }

    /// <summary>The names in the only file.</summary>
    public IEnumerable<string> Disabled =>
        ChoiceText.TryRead(Files.Values.ShouldHaveSingleItem(), out _).ShouldNotBeNull().Select(name => name.DisplayName);

    public void Hold(string path, string text) => Files[path] = Encoding.UTF8.GetBytes(text);

    public byte[]? Read(string path) => ReadErrno != 0 ? throw new PosixException("open", ReadErrno, path) : Files.GetValueOrDefault(path);

    public string PutAside(string path)
    {
        if (!CanPutAside)
            throw new PosixException("rename", Errno.EROFS, path);
        Files.Remove(path, out var content);
        Files[path + ".aside"] = content ?? [];
        return path + ".aside";
    }

    public void Save(string path, byte[] content)
    {
        IsSaving.ShouldBeFalse("one save at a time");
        (_path, _underWay) = (path, content);
        Saves++;
    }

    public ChoicesSaved Answer()
    {
        if (Problem is null)
            Files[_path] = _underWay!;
        _underWay = null;
        return new ChoicesSaved(Problem);
    }
}
