using System.Net.Sockets;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Descendants;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Keeping;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.Sockets;
using Supervisor.Engine.States;
using Supervisor.Engine.Tests.Control;
using Supervisor.Engine.Tests.Gateway;
using Supervisor.Engine.Tests.Recovery;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Sockets;

/// <summary>Sockets that are left to programs alone. This process stands for one of the program.</summary>
public sealed class SocketSearchTests : IChildEvidence, IAbandonedProcesses, IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("search-").FullName;
    private readonly RecordedLog _log = new();
    private readonly KeptListeners _kept = new(new NoKeeper());
    private ProcessIdentity? _living = ProcessIdentity.Of(ThisProcess.Id);
    private ProcessIdentity[] _others = [];
    private int _searches;

    private string Place => Path.Join(_directory, "web.sock");

    public void Dispose()
    {
        _kept.DiscardRest();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void A_socket_that_listens_where_the_program_wants_it_is_taken()
    {
        using var program = Listen(Place);
        using var other = Listen(Place + ".other");
        using var connected = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        connected.Connect(new UnixDomainSocketEndPoint(Place));
        Search(new LinuxForeignSockets());
        _kept.Has(Place, null, 0).ShouldBeTrue();
        _kept.Has(Place + ".other", null, 0).ShouldBeFalse();
        File.Exists(Place + ".other").ShouldBeTrue();
        using var taken = _kept.TryTake(Place).ShouldNotBeNull();
        taken.Number.ShouldNotBe(program.Number);
        taken.IsStillNamed.ShouldBeTrue();
        ConnectionAcceptor.TryAccept(taken.Number, out var accepted).ShouldBe(0);
        accepted!.Dispose();
        _log.Lines.ShouldHaveSingleItem().Line.ShouldContain("is taken from pid");
    }

    [Fact]
    public void One_that_was_handed_back_is_not_looked_for()
    {
        using var program = Listen(Place);
        Search(new LinuxForeignSockets());
        _log.Lines.Clear();
        Search(new RefusedSockets(Errno.EPERM));
        _log.Lines.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Errno.ENOSYS)]
    [InlineData(Errno.EPERM)]
    public void What_cannot_be_taken_is_told_once_and_made_anew(int errno)
    {
        using var program = Listen(Place);
        Search(new RefusedSockets(errno), programs: 3);
        _kept.Has(Place, null, 0).ShouldBeFalse();
        _log.Lines.Count.ShouldBe(2);
        _log.Lines[0].Line.ShouldContain(Errno.Describe(errno));
        _log.Lines[1].Line.ShouldContain("it is made anew");
        File.Exists(Place).ShouldBeTrue();
    }

    [Fact]
    public void Nothing_is_taken_from_a_program_that_has_ended()
    {
        using var program = Listen(Place);
        _living = null;
        Search(new LinuxForeignSockets());
        _kept.Has(Place, null, 0).ShouldBeFalse();
        _log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void The_main_process_has_it_and_no_other_is_looked_for()
    {
        using var program = Listen(Place);
        Search(new LinuxForeignSockets());
        _searches.ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_the_main_process_has_not_is_taken_from_others_of_the_program(bool mainLives)
    {
        using var program = Listen(Place);
        _living = mainLives ? new ProcessIdentity(int.MaxValue, 1) : null;
        _others = [new ProcessIdentity(int.MaxValue - 1, 1), ProcessIdentity.Of(ThisProcess.Id)!.Value];
        Search(new LinuxForeignSockets(), programs: 2);
        _searches.ShouldBe(1);
        _kept.Has(Place, null, 0).ShouldBeTrue();
        _log.Lines.ShouldHaveSingleItem().Line.ShouldContain($"is taken from pid {ThisProcess.Id}");
    }

    [Fact]
    public void Where_none_has_it_so_many_are_asked_and_no_more()
    {
        _others = [.. Enumerable.Range(1, 1000).Select(number => new ProcessIdentity(number, 1))];
        var foreign = new RefusedSockets(0);
        Search(foreign);
        foreign.Asked.ShouldBe(101);
        _log.Lines.ShouldHaveSingleItem().Line.ShouldContain("it is made anew");
    }

    [Fact]
    public void What_the_program_had_not_open_is_not_looked_for()
    {
        using var program = Listen(Place);
        Search(new LinuxForeignSockets(), record: Records.Of("web"));
        _searches.ShouldBe(0);
        _kept.Has(Place, null, 0).ShouldBeFalse();
    }

    ChildEvidence IChildEvidence.Find(SlotRecord record) => throw new NotSupportedException();

    ProcessIdentity? IChildEvidence.FindLiving(SlotRecord record) => _living;

    ILookup<RecoveredSlot, ProcessIdentity> IAbandonedProcesses.Find(
        IReadOnlyCollection<RecoveredSlot> all,
        IReadOnlyCollection<RecoveredSlot> wanted
    )
    {
        _searches++;
        return wanted
            .Distinct()
            .SelectMany(slot => _others.Select(other => (Slot: slot, Other: other)))
            .ToLookup(pair => pair.Slot, pair => pair.Other);
    }

    private void Search(IForeignSockets foreign, int programs = 1, SlotRecord? record = null)
    {
        var configuration = TextConfiguration.Read($"[program.web]\ncommand = 'cat'\nsockets = {{ web = 'unix://{Place}' }}\n");
        var settings = configuration.Groups.Single().Processes.Single();
        record ??= Records.Of("web", ProcessState.Running, ChildPresence.Alive);
        new SocketSearch(_kept, this, this, foreign, _log).Find([.. Enumerable.Repeat(new RecoveredSlot(record, settings), programs)]);
    }

    private static ListeningSocket Listen(string path)
    {
        ListeningSocket.TryListen(path, 0x180, null, null, 8, out var socket).ShouldBe(0);
        return socket!;
    }

    private sealed class RefusedSockets(int errno) : IForeignSockets
    {
        public int Asked { get; private set; }

        public int Copy(in ProcessIdentity process, Predicate<Descriptor> take)
        {
            Asked++;
            return errno;
        }
    }
}
