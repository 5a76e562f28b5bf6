using Supervisor.Posix;

namespace Supervisor.Engine.Keeping;

/// <summary>What the keeper has handed back to a new master: each descriptor is taken by whom it concerns, and the rest is given up.</summary>
public sealed class HeldDescriptors : IDisposable
{
    private readonly Dictionary<int, Descriptor> _held = [];

    public int Count => _held.Count;

    /// <summary>The keys of what has not been taken.</summary>
    public IReadOnlyCollection<int> Keys => [.. _held.Keys];

    public void Add(int key, Descriptor descriptor) => _held[key] = descriptor;

    /// <summary>Null when nothing is held under the key, or it has been taken.</summary>
    public Descriptor? Take(int key) => _held.Remove(key, out var descriptor) ? descriptor : null;

    /// <summary>Where the file that is held under the key lies; null when nothing is held, or the file is gone (proc(5), /proc/PID/fd).</summary>
    public string? PathOf(int key)
    {
        const string Gone = " (deleted)";
        var path = _held.TryGetValue(key, out var descriptor) ? new FileInfo($"/proc/self/fd/{descriptor.Number}").LinkTarget : null;
        return path?.EndsWith(Gone, StringComparison.Ordinal) == true ? null : path;
    }

    /// <summary>Closes what nobody took.</summary>
    public void Dispose()
    {
        foreach (var descriptor in _held.Values)
            descriptor.Dispose();
        _held.Clear();
    }
}
