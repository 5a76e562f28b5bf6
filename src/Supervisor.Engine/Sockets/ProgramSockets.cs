using Supervisor.Configuration.Settings;
using Supervisor.Engine.Keeping;
using Supervisor.Engine.Slots;
using Supervisor.Posix;

namespace Supervisor.Engine.Sockets;

/// <summary>
/// The sockets that the daemon listens on for its programs. Each is made before the first spawn that needs it and shared by all slots that
/// name its place. A FastCGI socket is there while any of its processes runs or is to be run again; any other as long as its program is
/// configured, so that whoever connects while the program is being restarted waits and is not refused.
/// </summary>
/// <param name="kept">Sockets that outlive the master.</param>
public sealed class ProgramSockets(KeptListeners kept, IDaemonLog log)
{
    private readonly Dictionary<string, OpenSocket> _open = new(StringComparer.Ordinal);

    internal IReadOnlyCollection<OpenSocket> Open => _open.Values;

    /// <summary>
    /// The slot has its settings. What it holds and still wants it keeps, and what another has open it holds as well: a program that got
    /// another name or group takes the socket over from itself.
    /// </summary>
    internal void Assign(ProcessSlot slot)
    {
        var before = slot.Sockets;
        slot.Sockets = SlotSockets.For(slot.Settings);
        if (slot.Sockets is { } sockets)
            TakeOver(sockets, before);
        if (before is null)
            return;
        foreach (ref var socket in before.Held)
            LetGo(ref socket);
    }

    /// <summary>Sees to it that the slot's next child gets its sockets, or says in its request why it cannot.</summary>
    internal void Provide(ProcessSlot slot)
    {
        if (slot.Sockets is not { } sockets)
            return;
        var request = slot.Request!;
        request.Impediment = null;
        for (var index = 0; index < sockets.Wanted.Length; index++)
        {
            var errno = Provide(sockets.Wanted[index], ref sockets.Held[index]);
            if (errno == 0)
                continue;
            var what = index == 0 && sockets.HasFastCgi ? "FastCGI socket" : "socket";
            request.Impediment = $"Could not create {what} {sockets.Wanted[index].Url}: {Errno.Describe(errno)}";
            return;
        }
        request.FastCgiSocket = sockets.FastCgiNumber;
        request.Passed = sockets.Passed(request.Passed);
    }

    /// <summary>The slot does not run, and nothing will start it by itself: its FastCGI socket is not needed.</summary>
    internal void Rest(ProcessSlot slot)
    {
        if (slot.Sockets is { HasFastCgi: true } sockets)
            LetGo(ref sockets.Held[0]);
    }

    /// <summary>The slot will never run again.</summary>
    internal void Release(ProcessSlot slot)
    {
        if (slot.Sockets is not { } sockets)
            return;
        foreach (ref var socket in sockets.Held)
            LetGo(ref socket);
    }

    private void TakeOver(SlotSockets sockets, SlotSockets? before)
    {
        for (var index = 0; index < sockets.Wanted.Length; index++)
        {
            if (!_open.TryGetValue(sockets.Wanted[index].Place, out var socket))
                continue;
            // A FastCGI program holds its socket only while it is being restarted.
            var isFastCgi = sockets.HasFastCgi && index == 0;
            if (isFastCgi && !(before is { HasFastCgi: true } && before.Holds(socket)))
                continue;
            socket.Holders++;
            sockets.Held[index] = socket;
        }
    }

    private int Provide(ProgramSocketSettings wanted, ref OpenSocket? held)
    {
        var errno = held is null ? Hold(wanted, out held) : 0;
        if (held is null)
            return errno;
        errno = held.Listener.IsStillNamed ? 0 : Renew(held, wanted);
        if (errno == 0 && held.Settings != wanted)
            errno = Change(held, wanted);
        // A run before may have made it non-blocking (node does). Where others use it too it is left as they know it.
        if (errno == 0 && held.Holders == 1)
            held.Listener.MakeBlocking();
        return errno;
    }

    private int Hold(ProgramSocketSettings wanted, out OpenSocket? socket)
    {
        var place = wanted.Place;
        if (!_open.TryGetValue(place, out socket))
        {
            var errno = TakeOrListen(wanted, out var listener);
            if (errno != 0)
                return errno;
            socket = new OpenSocket(wanted, listener!);
            _open.Add(place, socket);
        }
        socket.Holders++;
        return 0;
    }

    private int TakeOrListen(ProgramSocketSettings wanted, out ListeningSocket? listener)
    {
        listener = wanted.Path is { } path ? kept.TryTake(path) : kept.TryTake(wanted.Address!, wanted.Port);
        if (listener is not null)
            return 0;
        log.Write(DaemonLogLevel.Info, $"Creating socket {wanted.Url}");
        var errno = TryListen(wanted, out listener);
        if (listener is not null)
            kept.Keep(listener);
        return errno;
    }

    /// <summary>A slot that was there before a new start of the daemon, and is what it was, has its sockets still, if they are kept.</summary>
    internal void Resume(ProcessSlot slot)
    {
        if (slot.Sockets is not { } sockets)
            return;
        for (var index = 0; index < sockets.Wanted.Length; index++)
        {
            var wanted = sockets.Wanted[index];
            var isAtRest = sockets.HasFastCgi && index == 0 && slot.IsAtRest;
            if (isAtRest || sockets.Held[index] is not null || !IsThere(wanted))
                continue;
            _ = Hold(wanted, out var socket);
            sockets.Held[index] = socket;
        }
    }

    private bool IsThere(ProgramSocketSettings wanted) =>
        _open.ContainsKey(wanted.Place) || kept.Has(wanted.Path, wanted.Address, wanted.Port);

    /// <summary>Its file was removed, by a cleaner of old files perhaps: who runs keeps the old socket, who starts gets the new one.</summary>
    private int Renew(OpenSocket socket, ProgramSocketSettings wanted)
    {
        log.Write(DaemonLogLevel.Info, $"Creating socket {wanted.Url} again, since its file was removed or replaced");
        var errno = TryListen(wanted, out var listener);
        if (errno != 0)
            return errno;
        // A spawner may be about to give the number to another process of the program.
        errno = listener!.TryTakePlaceOf(socket.Listener, out var placed);
        if (errno != 0)
        {
            listener.Dispose();
            return errno;
        }
        kept.Replace(socket.Listener, placed!);
        socket.Listener = placed!;
        socket.Settings = wanted;
        return 0;
    }

    private static int Change(OpenSocket socket, ProgramSocketSettings wanted)
    {
        // Who owned it before may not keep it.
        var owner = wanted.OwnerUserId ?? (socket.Settings.OwnerUserId is null ? null : ThisProcess.UserId);
        var errno = socket.Listener.TryChange(wanted.Mode ?? 0, owner, wanted.OwnerGroupId, BacklogOf(wanted));
        if (errno == 0)
            socket.Settings = wanted;
        return errno;
    }

    private static int TryListen(ProgramSocketSettings wanted, out ListeningSocket? listener)
    {
        var errno = wanted.Path is { } path
            ? ListeningSocket.TryListen(path, wanted.Mode ?? 0, wanted.OwnerUserId, wanted.OwnerGroupId, BacklogOf(wanted), out listener)
            : ListeningSocket.TryListen(wanted.Address!, wanted.Port, BacklogOf(wanted), out listener);
        listener?.MakeBlocking();
        return errno;
    }

    private static int BacklogOf(ProgramSocketSettings settings) => settings.Backlog ?? ListeningSocket.LargestBacklog;

    private void LetGo(ref OpenSocket? held)
    {
        if (held is { } socket)
            LetGo(socket);
        held = null;
    }

    private void LetGo(OpenSocket socket)
    {
        if (--socket.Holders > 0)
            return;
        log.Write(DaemonLogLevel.Info, $"Closing socket {socket.Settings.Url}");
        kept.Forget(socket.Listener);
        socket.Listener.Dispose();
        _open.Remove(socket.Settings.Place);
    }
}
