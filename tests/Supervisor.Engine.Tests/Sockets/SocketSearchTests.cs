using System.Net.Sockets;
using Supervisor.Configuration.Settings;
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

/// <summary>Sockets that are left to programs alone. This process stands for the program.</summary>
public sealed class SocketSearchTests : IChildEvidence, IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("search-").FullName;
    private readonly RecordedLog _log = new();
    private readonly KeptListeners _kept = new(new NoKeeper());
    private ProcessIdentity? _living = ProcessIdentity.Of(ThisProcess.Id);

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

    ChildEvidence IChildEvidence.Find(SlotRecord record) => throw new NotSupportedException();

    ProcessIdentity? IChildEvidence.FindLiving(SlotRecord record) => _living;

    private void Search(IForeignSockets foreign, int programs = 1)
    {
        var configuration = TextConfiguration.Read($"[program.web]\ncommand = 'cat'\nsockets = {{ web = 'unix://{Place}' }}\n");
        var settings = configuration.Groups.Single().Processes.Single();
        var record = Records.Of("web", ProcessState.Running, ChildPresence.Alive);
        new SocketSearch(_kept, this, foreign, _log).Find([.. Enumerable.Repeat(new RecoveredSlot(record, settings), programs)]);
    }

    private static ListeningSocket Listen(string path)
    {
        ListeningSocket.TryListen(path, 0x180, null, null, 8, out var socket).ShouldBe(0);
        return socket!;
    }

    private sealed class RefusedSockets(int errno) : IForeignSockets
    {
        public int Copy(in ProcessIdentity process, Predicate<Descriptor> take) => errno;
    }
}
