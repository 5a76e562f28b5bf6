using Supervisor.Posix;

namespace Supervisor.Keeper;

/// <summary>Descriptors that are to outlive the master, by the keys it gave them. What they are is none of the keeper's business.</summary>
internal sealed class HeldDescriptors : IDisposable
{
    private readonly Dictionary<int, Descriptor> _held = [];

    public int Count => _held.Count;

    public IEnumerable<KeyValuePair<int, Descriptor>> All => _held;

    /// <summary>In place of the one that is held under the key.</summary>
    public void Hold(int key, Descriptor descriptor)
    {
        Drop(key);
        _held.Add(key, descriptor);
    }

    public void Drop(int key)
    {
        if (_held.Remove(key, out var old))
            old.Dispose();
    }

    public void Dispose()
    {
        foreach (var descriptor in _held.Values)
            descriptor.Dispose();
        _held.Clear();
    }
}
