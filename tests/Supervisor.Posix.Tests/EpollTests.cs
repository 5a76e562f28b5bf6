namespace Supervisor.Posix.Tests;

public sealed class EpollTests : IDisposable
{
    private readonly Epoll _epoll = new(4);
    private readonly EventDescriptor _event = new();

    public void Dispose()
    {
        _event.Dispose();
        _epoll.Dispose();
    }

    [Fact]
    public void What_is_ready_comes_with_its_tag_until_it_is_cleared()
    {
        _epoll.Add(_event.Number, ReadinessEvents.Readable, ulong.MaxValue);
        Wait().ShouldBeEmpty();
        _event.Raise();
        _event.Raise();
        Wait().ShouldBe([new ReadyDescriptor(ulong.MaxValue, ReadinessEvents.Readable)]);
        Wait().Length.ShouldBe(1);
        _event.Clear();
        _event.Clear();
        Wait().ShouldBeEmpty();
    }

    [Fact]
    public void What_is_waited_for_can_change_and_be_forgotten()
    {
        _epoll.Add(_event.Number, ReadinessEvents.Readable, 1);
        _epoll.Modify(_event.Number, ReadinessEvents.Writable, 2);
        Wait().ShouldBe([new ReadyDescriptor(2, ReadinessEvents.Writable)]);
        _epoll.Remove(_event.Number);
        Wait().ShouldBeEmpty();
        Should.Throw<PosixException>(() => _epoll.Remove(_event.Number)).ErrorNumber.ShouldBe(Errno.ENOENT);
    }

    [Fact]
    public void One_shot_and_edge_are_told_once()
    {
        using var other = new EventDescriptor();
        _epoll.Add(_event.Number, ReadinessEvents.Readable | ReadinessEvents.OneShot, 1);
        _epoll.Add(other.Number, ReadinessEvents.Readable | ReadinessEvents.EdgeTriggered, 2);
        _event.Raise();
        other.Raise();
        Wait().Select(ready => ready.Tag).ShouldBe([1ul, 2ul], ignoreOrder: true);
        Wait().ShouldBeEmpty();
        _event.Raise();
        other.Raise();
        Wait().Select(ready => ready.Tag).ShouldBe([2ul]);
        _epoll.Modify(_event.Number, ReadinessEvents.Readable | ReadinessEvents.OneShot, 1);
        Wait().Select(ready => ready.Tag).ShouldBe([1ul]);
    }

    [Fact]
    public void More_than_one_wait_can_bring_come_with_the_next()
    {
        var events = Enumerable.Range(0, 10).Select(_ => new EventDescriptor()).ToArray();
        for (var tag = 0; tag < events.Length; tag++)
        {
            _epoll.Add(events[tag].Number, ReadinessEvents.Readable, (ulong)tag);
            events[tag].Raise();
        }
        var seen = new HashSet<ulong>();
        while (seen.Count < events.Length)
        {
            var ready = Wait();
            ready.Length.ShouldBe(4);
            seen.UnionWith(ready.Select(one => one.Tag));
        }
        Array.ForEach(events, one => one.Dispose());
    }

    [Fact]
    public void A_regular_file_cannot_be_watched()
    {
        using var directory = new TemporaryDirectory();
        FileDescriptor.Open(directory.At("file"), FileAccessKind.WriteOrCreate, 0x180, out var file).ShouldBe(0);
        using (file)
            Should.Throw<PosixException>(() => _epoll.Add(file!.Number, ReadinessEvents.Readable, 1)).ErrorNumber.ShouldBe(Errno.EPERM);
    }

    [Fact]
    public void Another_thread_wakes_a_wait_without_end()
    {
        _epoll.Add(_event.Number, ReadinessEvents.Readable, 1);
        var raiser = new Thread(_event.Raise);
        raiser.Start();
        _epoll.Wait(new ReadyDescriptor[1], null).ShouldBe(1);
        raiser.Join();
    }

    private ReadyDescriptor[] Wait()
    {
        var ready = new ReadyDescriptor[8];
        return ready[.._epoll.Wait(ready, 0)];
    }
}
