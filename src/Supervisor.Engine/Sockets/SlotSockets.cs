using System.Collections.Immutable;
using Supervisor.Configuration.Settings;

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

    /// <summary>The descriptor of the first, once it is held; null for another kind of program.</summary>
    public int? FastCgiNumber => HasFastCgi ? _held[0]!.Listener.Number : null;

    private int FirstPassed => HasFastCgi ? 1 : 0;

    /// <summary>The descriptors that the child finds from 3 on, once all of them are held: the same array as long as nothing has changed.</summary>
    public ImmutableArray<int> Passed(ImmutableArray<int> before) =>
        IsSame(before) ? before : [.. _held.Skip(FirstPassed).Select(socket => socket!.Listener.Number)];

    private bool IsSame(ImmutableArray<int> before)
    {
        if (before.Length != _held.Length - FirstPassed)
            return false;
        for (var index = 0; index < before.Length; index++)
        {
            if (before[index] != _held[index + FirstPassed]!.Listener.Number)
                return false;
        }
        return true;
    }
}
