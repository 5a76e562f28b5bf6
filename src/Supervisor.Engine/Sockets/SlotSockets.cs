using System.Collections.Immutable;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Spawning;

namespace Supervisor.Engine.Sockets;

/// <summary>The sockets of one slot: which it wants, and which of them it holds.</summary>
internal sealed class SlotSockets
{
    private readonly OpenSocket?[] _held;

    private SlotSockets(ImmutableArray<ProgramSocketSettings> wanted, bool hasFastCgi)
    {
        Wanted = wanted;
        HasFastCgi = hasFastCgi;
        _held = new OpenSocket?[wanted.Length];
    }

    /// <summary>That of FastCGI first, then those from descriptor 3 on.</summary>
    public ImmutableArray<ProgramSocketSettings> Wanted { get; }

    /// <summary>The first is what the program has as descriptor 0.</summary>
    public bool HasFastCgi { get; }

    /// <summary>In the order of <see cref="Wanted"/>; null for those that it does not hold.</summary>
    public Span<OpenSocket?> Held => _held;

    /// <summary>Null for a program without sockets.</summary>
    public static SlotSockets? For(ProcessSettings settings)
    {
        if (settings.FastCgiSocket is null && settings.Sockets.IsEmpty)
            return null;
        var named = settings.Sockets.Select(socket => socket.Socket);
        return settings.FastCgiSocket is { } fastCgi
            ? new SlotSockets([fastCgi, .. named], hasFastCgi: true)
            : new SlotSockets([.. named], hasFastCgi: false);
    }

    public bool Holds(OpenSocket socket) => Array.IndexOf(_held, socket) >= 0;

    /// <summary>What a spawner needs to know once all of them are held; the same object as long as nothing has changed.</summary>
    public PassedSockets Passed(PassedSockets? before)
    {
        if (before is not null && IsSame(before))
            return before;
        var numbers = _held.Select(socket => socket!.Listener.Number).ToImmutableArray();
        return HasFastCgi ? new PassedSockets(numbers[0], numbers[1..]) : new PassedSockets(null, numbers);
    }

    private bool IsSame(PassedSockets before)
    {
        var first = HasFastCgi ? 1 : 0;
        if (before.FromThree.Length != _held.Length - first)
            return false;
        if (HasFastCgi != before.StandardInput.HasValue || (HasFastCgi && before.StandardInput != _held[0]!.Listener.Number))
            return false;
        for (var index = first; index < _held.Length; index++)
        {
            if (before.FromThree[index - first] != _held[index]!.Listener.Number)
                return false;
        }
        return true;
    }
}
