using Supervisor.Engine.Messaging;
using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>
/// Gives each channel to the lane of the file system that its log is on, and remembers which drains are not answered, so that a lane which
/// hangs owes nobody an answer when its channel is taken from it. All but <see cref="Post"/> and construction happens on the local lane's
/// thread.
/// </summary>
internal sealed class LogRouter : IDisposable
{
    private readonly Dictionary<LogChannel, Route> _routes = [];
    private readonly Dictionary<string, LogLane> _remote = new(StringComparer.Ordinal);
    private readonly MountTable _mounts = new();
    private readonly LogLane _local;
    private readonly Action<LogPumpNotice> _sink;
    private readonly Func<bool, LaneContext> _createContext;

    /// <param name="createContext">Given whether the lane is remote.</param>
    public LogRouter(Action<LogPumpNotice> sink, Func<bool, LaneContext> createContext)
    {
        (_sink, _createContext) = (sink, createContext);
        _local = new LogLane(this, createContext(false), isLocal: true);
        if (!_local.TryStart())
            throw new IOException(WorkerThread.Refusal);
    }

    /// <summary>From any thread.</summary>
    public void Post(in LaneCommand command) => _local.Post(command);

    /// <summary>Waits until every lane has ended; one that hangs is left behind when the time is over.</summary>
    /// <returns>False: one is still at work.</returns>
    public bool Join(TimeProvider clock, TimeSpan time)
    {
        var start = clock.GetTimestamp();
        if (!_local.Join(time))
            return false;
        var areEnded = true;
        foreach (var lane in _remote.Values)
        {
            var rest = time - clock.GetElapsedTime(start);
            areEnded &= lane.Join(rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
        }
        return areEnded;
    }

    /// <summary>After all lanes have ended.</summary>
    public void Dispose()
    {
        _local.Dispose();
        foreach (var lane in _remote.Values)
            lane.Dispose();
        _mounts.Dispose();
    }

    public void Handle(in LaneCommand command)
    {
        switch (command.Kind)
        {
            case LaneCommandKind.Reopen:
                PlaceAllAnew();
                SendAll(command);
                break;
            case LaneCommandKind.Stop:
            case LaneCommandKind.Suspend:
                SendAll(command);
                break;
            case LaneCommandKind.Place:
                Place(command.Channel!, command.Settings!);
                break;
            default:
                if (_routes.TryGetValue(command.Channel!, out var route))
                    Handle(command, route);
                break;
        }
    }

    private void Handle(in LaneCommand command, Route route)
    {
        switch (command.Kind)
        {
            case LaneCommandKind.Drain:
                route.Unanswered.Add(command.Token);
                Send(route.Lane, command);
                break;
            case LaneCommandKind.Drained:
                if (route.Unanswered.Remove(command.Token))
                    _sink(LogPumpNotice.Drained(command.Token));
                break;
            case LaneCommandKind.Close:
                AnswerForRemote(route);
                Send(route.Lane, command);
                break;
            case LaneCommandKind.Closed:
                _routes.Remove(command.Channel!);
                break;
        }
    }

    private void Place(LogChannel channel, LogChannelSettings settings)
    {
        var lane = Choose(settings.File);
        if (_routes.TryGetValue(channel, out var route))
            AnswerForRemote(route);
        else
            _routes.Add(channel, route = new Route(lane, settings));
        var before = channel.Lane;
        (route.Lane, route.Settings, channel.Lane) = (lane, settings, lane);
        if (before is not null && before != lane)
            Send(before, new LaneCommand(LaneCommandKind.Release, channel, null, 0));
        Send(lane, new LaneCommand(LaneCommandKind.Attach, channel, settings, 0));
    }

    private void PlaceAllAnew()
    {
        foreach (var (channel, route) in _routes.ToList())
        {
            if (Choose(route.Settings.File) != route.Lane)
                Place(channel, route.Settings);
        }
    }

    private LogLane Choose(string? file)
    {
        if (file is null || _mounts.FindRemote(file) is not { } mount)
            return _local;
        if (_remote.TryGetValue(mount.Device, out var lane))
            return lane;
        return TryOpenRemote(mount) ?? _local;
    }

    /// <summary>Null when no descriptor is left: until logs are reopened its channels are at the mercy of that file system with all others.</summary>
    private LogLane? TryOpenRemote(MountPoint mount)
    {
        try
        {
            var lane = new LogLane(this, _createContext(true), isLocal: false);
            if (lane.TryStart())
            {
                _remote.Add(mount.Device, lane);
                return lane;
            }
            lane.Dispose();
            ComplainOfNoLane(mount, WorkerThread.Refusal);
        }
        catch (PosixException failure)
        {
            ComplainOfNoLane(mount, failure.Message);
        }
        return null;
    }

    private void ComplainOfNoLane(MountPoint mount, string reason) =>
        _sink(LogPumpNotice.Complaint($"logs on {mount.Path} have no thread of their own until logs are reopened: {reason}"));

    /// <summary>A lane that may hang is not waited for.</summary>
    private void AnswerForRemote(Route route)
    {
        if (route.Lane == _local)
            return;
        foreach (var token in route.Unanswered)
            _sink(LogPumpNotice.Drained(token));
        route.Unanswered.Clear();
    }

    private void SendAll(in LaneCommand command)
    {
        foreach (var lane in _remote.Values)
            lane.Post(command);
        _local.Execute(command);
    }

    private void Send(LogLane lane, in LaneCommand command)
    {
        if (lane == _local)
            lane.Execute(command);
        else
            lane.Post(command);
    }

    private sealed class Route(LogLane lane, LogChannelSettings settings)
    {
        public LogLane Lane { get; set; } = lane;
        public LogChannelSettings Settings { get; set; } = settings;
        public List<long> Unanswered { get; } = [];
    }
}
