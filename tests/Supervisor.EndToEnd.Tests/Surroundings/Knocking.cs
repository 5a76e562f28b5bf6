using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Supervisor.EndToEnd.Tests.Surroundings;

/// <summary>A client that connects to some places again and again while something happens to who listens there.</summary>
internal sealed class Knocking : IDisposable
{
    /// <summary>Nobody accepts the connections, so that they fill the queue, which may be as short as 128.</summary>
    private const int MostRounds = 15;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly EndPoint[] _places;
    private readonly ConcurrentQueue<string> _refusals = new();
    private readonly Thread _thread;
    private volatile bool _isEnding;

    private readonly int _rounds;

    private Knocking(EndPoint[] places, int rounds)
    {
        (_places, _rounds) = (places, rounds);
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Knocks all the time while something is done; it must be let in each time, and once more afterwards.</summary>
    public static void While(Action action, params EndPoint[] places) => While(action, MostRounds, places);

    /// <summary>The same so many times at most: connections that nobody accepts fill the queue.</summary>
    public static void While(Action action, int rounds, params EndPoint[] places)
    {
        using var knocking = new Knocking(places, rounds);
        action();
        knocking.Dispose();
        knocking.KnockEverywhere();
        knocking._refusals.ShouldBeEmpty();
    }

    public void Dispose()
    {
        _isEnding = true;
        _thread.Join();
    }

    private void Run()
    {
        for (var round = 1; round < _rounds && !_isEnding; round++)
        {
            KnockEverywhere();
            Thread.Sleep(Pause);
        }
    }

    private void KnockEverywhere()
    {
        foreach (var place in _places)
            Knock(place);
    }

    private void Knock(EndPoint place)
    {
        var isLocal = place.AddressFamily == AddressFamily.Unix;
        using var client = new Socket(place.AddressFamily, SocketType.Stream, isLocal ? ProtocolType.Unspecified : ProtocolType.Tcp);
        try
        {
            client.Connect(place);
        }
        catch (SocketException refusal)
        {
            _refusals.Enqueue($"{place}: {refusal.Message}");
        }
    }
}
