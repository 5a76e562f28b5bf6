using Supervisor.Engine.Control;
using Supervisor.Posix;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Simulation.Tests.World;

/// <summary>Clients that ask and keep account of the answers: every request has just one.</summary>
internal sealed class SimulatedClients : IRequestCaller
{
    private readonly Dictionary<uint, Request> _open = [];
    private uint _last;

    public void Ask(IRequestHandler handler, Request request)
    {
        _open.Add(++_last, request);
        handler.Handle(this, _last, request);
    }

    /// <summary>One request is not wanted any more.</summary>
    public Request? Cancel(IRequestHandler handler, Random random)
    {
        if (_open.Count == 0)
            return null;
        var number = _open.Keys.ElementAt(random.Next(_open.Count));
        _open.Remove(number, out var request);
        handler.Cancel(this, number);
        return request;
    }

    public void Answer(uint number, Reply reply, Descriptor? descriptor = null)
    {
        if (!_open.Remove(number))
            throw new InvariantBrokenException($"a second answer, or one to nothing: {reply}");
    }

    /// <summary>The gateway has told them all that the daemon is gone.</summary>
    public void MasterDied() => _open.Clear();

    public void CheckAllAnswered()
    {
        if (_open.Count > 0)
            throw new InvariantBrokenException($"never answered: {string.Join(", ", _open.Values)}");
    }
}
