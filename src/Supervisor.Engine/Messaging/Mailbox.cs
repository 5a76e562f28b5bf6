using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Supervisor.Posix;

namespace Supervisor.Engine.Messaging;

/// <summary>
/// Messages from any thread to one thread that waits in epoll. Posting wakes the receiver only when it may be asleep, so a burst costs
/// one system call. Value messages allocate nothing once the queue has grown to its working size.
/// </summary>
public sealed class Mailbox<T> : IDisposable
{
    private readonly ConcurrentQueue<T> _messages = new();
    private readonly EventDescriptor _wake = new();

    /// <summary>1 from the first post after a <see cref="BeginReceive"/> on: the descriptor has been raised.</summary>
    private int _raised;

    /// <summary>To be added, level-triggered and readable, to the receiver's epoll.</summary>
    public int WakeDescriptor => _wake.Number;

    public void Post(T message)
    {
        _messages.Enqueue(message);
        if (Interlocked.Exchange(ref _raised, 1) == 0)
            _wake.Raise();
    }

    /// <summary>
    /// Called by the receiver before it takes messages: clears the wake-up first, so that a message posted from now on raises it again.
    /// </summary>
    public void BeginReceive()
    {
        _wake.Clear();
        Interlocked.Exchange(ref _raised, 0);
    }

    public bool TryReceive([MaybeNullWhen(false)] out T message) => _messages.TryDequeue(out message);

    public void Dispose() => _wake.Dispose();
}
