using System.Globalization;
using System.Net;
using Supervisor.Posix;

namespace Supervisor.Engine.Keeping;

/// <summary>
/// Listening sockets that outlive the master: whoever connects while another one takes over waits and is not refused. Which is which they
/// tell by themselves, by the place where they listen.
/// </summary>
public sealed class KeptListeners(IKeeper keeper)
{
    private readonly Dictionary<ListeningSocket, int> _keys = [];
    private readonly Dictionary<string, (int Key, ListeningSocket Socket)> _inherited = new(StringComparer.Ordinal);
    private int _lastKey = KeeperKeys.FirstListener + 1;

    /// <summary>Takes what was handed back.</summary>
    public void Inherit(HeldDescriptors held)
    {
        ArgumentNullException.ThrowIfNull(held);
        foreach (var key in held.Keys.Where(key => key <= KeeperKeys.FirstListener))
        {
            _lastKey = Math.Min(_lastKey, key);
            if (ListeningSocket.Adopt(held.Take(key)!) is not { } socket)
                keeper.Drop(key);
            else if (!_inherited.TryAdd(PlaceOf(socket), (key, socket)))
                Discard(key, socket);
        }
    }

    /// <summary>One that was found with somebody else; from now on it is kept as if it had been handed back.</summary>
    public void Inherit(ListeningSocket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (!_inherited.TryAdd(PlaceOf(socket), (--_lastKey, socket)))
            throw new ArgumentException("a socket that listens there is kept already", nameof(socket));
        keeper.Hold(_lastKey, socket.Number);
    }

    /// <summary>The socket that listens at this path already; null when there is none.</summary>
    public ListeningSocket? TryTake(string path) => TryTakeAt(path);

    /// <summary>The socket that listens there already; null when there is none.</summary>
    public ListeningSocket? TryTake(IPAddress address, int port) => TryTakeAt(PlaceOf(address, port));

    /// <summary>One that was handed back listens there, and nobody has taken it.</summary>
    public bool Has(string? path, IPAddress? address, int port) =>
        _inherited.ContainsKey(path ?? (address is null ? "" : PlaceOf(address, port)));

    /// <summary>A new one is kept from now on.</summary>
    public void Keep(ListeningSocket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        _keys[socket] = --_lastKey;
        keeper.Hold(_lastKey, socket.Number);
    }

    /// <summary>Under the same number there is another one now.</summary>
    public void Replace(ListeningSocket old, ListeningSocket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (!_keys.Remove(old, out var key))
            return;
        _keys[socket] = key;
        keeper.Hold(key, socket.Number);
    }

    /// <summary>It is about to be closed.</summary>
    public void Forget(ListeningSocket socket)
    {
        if (_keys.Remove(socket, out var key))
            keeper.Drop(key);
    }

    /// <summary>A new keeper holds nothing yet.</summary>
    public void KeepAgain()
    {
        foreach (var (socket, key) in _keys)
            keeper.Hold(key, socket.Number);
    }

    /// <summary>Closes those that were handed back and that nobody wants any more.</summary>
    public void DiscardRest()
    {
        foreach (var (key, socket) in _inherited.Values)
            Discard(key, socket);
        _inherited.Clear();
    }

    private ListeningSocket? TryTakeAt(string place)
    {
        if (!_inherited.Remove(place, out var found))
            return null;
        _keys[found.Socket] = found.Key;
        return found.Socket;
    }

    private void Discard(int key, ListeningSocket socket)
    {
        keeper.Drop(key);
        socket.Dispose();
    }

    private static string PlaceOf(ListeningSocket socket) => socket.Path ?? PlaceOf(socket.Address!, socket.Port);

    private static string PlaceOf(IPAddress address, int port) => string.Create(CultureInfo.InvariantCulture, $"[{address}]:{port}");
}
