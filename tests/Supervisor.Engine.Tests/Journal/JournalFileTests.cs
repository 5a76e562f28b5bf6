using Supervisor.Configuration.Settings;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Tests.Gateway;
using Supervisor.Engine.Tests.Loop;
using Supervisor.Posix;
using Supervisor.TestKit;

namespace Supervisor.Engine.Tests.Journal;

/// <summary>The journal's file: what is written survives its writer, whenever that is killed.</summary>
public sealed class JournalFileTests : IDisposable
{
    private const int CellLength = 64;
    private const int CopyLength = (JournalFile.RecordLength - CellLength) / 2;
    private readonly string _directory = Directory.CreateTempSubdirectory("journal-").FullName;
    private readonly SlotScene _scene = new();

    private string Path => System.IO.Path.Join(_directory, "journal");

    [Fact]
    public void What_was_written_is_there_for_the_next_one()
    {
        using (var first = Open())
        {
            first.Generation = 3;
            first.EventSerial = 4;
            first.Ending = DaemonEnding.BeginsAnew;
            first.CellOf(Write(first, 17)).Publish(99);
        }
        using var second = Open();
        var record = second.Read().ShouldHaveSingleItem();
        record.Status.ProcessId.ShouldBe(17);
        record.PublishedId.ShouldBe(99);
        record.Name.ShouldBe(SlotName.Of("web", "web"));
        (second.Generation, second.EventSerial, second.Ending).ShouldBe((3ul, 4ul, DaemonEnding.BeginsAnew));
    }

    [Fact]
    public void A_record_that_is_discarded_is_free_for_another()
    {
        using var file = Open();
        var index = Write(file, 17);
        var journal = new SlotJournal(file, new SilentLog()) { LastRead = 5 };
        journal.Discard(file.Read().ShouldHaveSingleItem());
        file.Read().ShouldBeEmpty();
        Write(file, 18).ShouldBe(index);
        file.LastRead.ShouldBe(5ul);
    }

    [Fact]
    public void A_copy_that_is_wrong_in_any_byte_leaves_the_one_before()
    {
        using var journal = Open();
        var index = Write(journal, 1);
        journal.Write(_scene.Slot(2), index);
        using var file = File.Open(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        for (var place = 0; place < CopyLength; place++)
        {
            var old = Exchange(file, NewerCopy(index) + place, value => (byte)~value);
            journal.Read().ShouldHaveSingleItem().Status.ProcessId.ShouldBe(1, $"byte {place}");
            Exchange(file, NewerCopy(index) + place, _ => old);
        }
        journal.Read().ShouldHaveSingleItem().Status.ProcessId.ShouldBe(2);
    }

    [Fact]
    public void A_copy_that_is_cut_anywhere_leaves_the_one_before()
    {
        using var journal = Open();
        var index = Write(journal, 1);
        journal.Write(_scene.Slot(2), index);
        using var file = File.Open(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var whole = new byte[CopyLength];
        RandomAccess.Read(file.SafeFileHandle, whole, NewerCopy(index));
        for (var cut = CopyLength - 1; cut >= 0; cut--)
        {
            Exchange(file, NewerCopy(index) + cut, _ => 0);
            var isWhole = !whole.AsSpan(cut).ContainsAnyExcept((byte)0);
            journal.Read().ShouldHaveSingleItem().Status.ProcessId.ShouldBe(isWhole ? 2 : 1, $"cut at {cut}");
        }
    }

    [Fact]
    public void The_next_write_goes_over_the_copy_that_is_broken()
    {
        using var journal = Open();
        var index = Write(journal, 1);
        journal.Write(_scene.Slot(2), index);
        using var file = File.Open(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        Exchange(file, NewerCopy(index) + CopyLength - 1, value => (byte)~value);
        journal.Write(_scene.Slot(3), index);
        journal.Read().ShouldHaveSingleItem().Status.ProcessId.ShouldBe(3);
        Exchange(file, NewerCopy(index) + CopyLength - 1, value => (byte)~value);
        journal.Read().ShouldHaveSingleItem().Status.ProcessId.ShouldBe(1);
    }

    [Fact]
    public void A_record_that_was_freed_is_used_again_and_says_nothing_of_before()
    {
        using var journal = Open();
        var (first, second) = (Write(journal, 1), Write(journal, 2));
        journal.CellOf(first).Publish(5);
        journal.Free(first);
        journal.Read().ShouldHaveSingleItem().Index.ShouldBe(second);
        journal.Reserve(out var again).ShouldBe(0);
        again.ShouldBe(first);
        journal.CellOf(again).Value.ShouldBe(0);
        journal.CellOf(again).SeenAt.ShouldBe(0UL);
    }

    [Fact]
    public void It_grows_and_no_cell_moves()
    {
        using var journal = Open();
        var indexes = Enumerable.Range(1, 100).Select(pid => Write(journal, pid)).ToArray();
        indexes.Distinct().Count().ShouldBe(100);
        journal.Read().Select(record => record.Status.ProcessId).ShouldBe(Enumerable.Range(1, 100), ignoreOrder: true);
        var cell = journal.CellOf(indexes[0]);
        Write(journal, 101);
        cell.Publish(7);
        journal.Read().Single(record => record.Index == indexes[0]).PublishedId.ShouldBe(7);
    }

    [Theory]
    [InlineData(0, "no journal")]
    [InlineData(8, "another version")]
    [InlineData(12, "another version")]
    [InlineData(16, "another boot")]
    [InlineData(32, "another pid namespace")]
    public void One_of_elsewhere_is_put_aside(int place, string reason)
    {
        using (var journal = Open())
            Write(journal, 1);
        using (var file = File.Open(Path, FileMode.Open, FileAccess.ReadWrite))
            Exchange(file, place, value => (byte)~value);
        using var second = JournalFile.TryOpen(Path, TimeSpan.Zero, out var remark).ShouldNotBeNull();
        remark.ShouldNotBeNull().ShouldContain(reason);
        second.Read().ShouldBeEmpty();
        File.Exists(Path + ".old").ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, "no journal")]
    [InlineData(8, "another version")]
    [InlineData(12, "another version")]
    public void One_that_an_executable_wrote_which_failed_is_put_aside_for_what_it_said_before(int place, string reason)
    {
        byte[] copy;
        using (var journal = Open())
        {
            journal.Generation = 3;
            journal.CellOf(Write(journal, 17)).Publish(99);
            copy = journal.ToBytes();
            journal.Generation = 4;
            Write(journal, 18);
        }
        using (var file = File.Open(Path, FileMode.Open, FileAccess.ReadWrite))
            Exchange(file, place, value => (byte)(value + 1));
        using (var second = JournalFile.TryOpen(Path, TimeSpan.Zero, out var remark, copy).ShouldNotBeNull())
        {
            remark.ShouldNotBeNull().ShouldContain(reason);
            remark.ShouldContain("what it said before the upgrade stands in its place");
            second.IsOfBefore.ShouldBeTrue();
            var record = second.Read().ShouldHaveSingleItem();
            (record.Status.ProcessId, record.PublishedId, second.Generation).ShouldBe((17, 99, 3ul));
            Write(second, 19);
        }
        File.Exists(Path + ".old").ShouldBeTrue();
        using var third = Open();
        third.Read().Select(record => record.Status.ProcessId).ShouldBe([17, 19]);
    }

    [Fact]
    public void One_that_can_be_read_counts_more_than_what_it_said_before()
    {
        using var journal = Open();
        Write(journal, 17);
        var copy = journal.ToBytes();
        Write(journal, 18);
        using var second = JournalFile.TryOpen(Path, TimeSpan.Zero, out _, copy).ShouldNotBeNull();
        second.IsOfBefore.ShouldBeFalse();
        second.Read().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void One_that_is_gone_or_cut_short_is_what_it_said_before(int left)
    {
        byte[] copy;
        using (var journal = Open())
        {
            Write(journal, 17);
            copy = journal.ToBytes();
        }
        File.WriteAllBytes(Path, File.ReadAllBytes(Path)[..left]);
        using var second = JournalFile.TryOpen(Path, TimeSpan.Zero, out var remark, copy).ShouldNotBeNull();
        remark.ShouldNotBeNull().ShouldContain("the journal is gone");
        second.Read().ShouldHaveSingleItem().Status.ProcessId.ShouldBe(17);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    public void A_copy_of_another_version_or_of_elsewhere_stands_in_for_nothing(int place)
    {
        byte[] copy;
        using (var journal = Open())
        {
            Write(journal, 17);
            copy = journal.ToBytes();
        }
        copy[place]++;
        File.WriteAllBytes(Path, copy);
        using var second = JournalFile.TryOpen(Path, TimeSpan.Zero, out _, copy).ShouldNotBeNull();
        second.Read().ShouldBeEmpty();
        second.IsOfBefore.ShouldBeFalse();
    }

    [Fact]
    public void An_end_of_the_daemon_that_only_a_later_version_knows_is_none()
    {
        using var journal = Open();
        journal.Ending = (DaemonEnding)9;
        journal.Ending.ShouldBe(DaemonEnding.None);
    }

    [Fact]
    public void One_that_is_held_by_a_child_which_has_left_its_pid_is_not_waited_for()
    {
        using var first = Open();
        var cell = first.CellOf(Write(first, 1));
        cell.Await();
        cell.Publish(7);
        using var second = JournalFile.TryOpen(Path, TimeSpan.FromHours(1), out var remark).ShouldNotBeNull();
        remark.ShouldBeNull();
        second.Read().ShouldHaveSingleItem().PublishedId.ShouldBe(7);
    }

    [Fact]
    public void One_that_is_held_by_a_child_which_has_not_left_its_pid_is_opened_after_the_patience_and_that_is_said()
    {
        using var first = Open();
        first.CellOf(Write(first, 1)).Await();
        using var second = JournalFile.TryOpen(Path, TimeSpan.Zero, out var remark).ShouldNotBeNull();
        remark.ShouldNotBeNull().ShouldContain("hangs");
        second.Read().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_said()
    {
        JournalFile.TryOpen(System.IO.Path.Join(_directory, "none", "journal"), TimeSpan.Zero, out var remark).ShouldBeNull();
        remark.ShouldNotBeNull().ShouldContain("ENOENT");
    }

    [SkippableFact]
    public void A_full_disk_costs_the_records_that_have_no_room_and_is_said_once()
    {
        using var disk = SmallDisk.TryMount(System.IO.Path.Join(_directory, "disk"), out var reason);
        Skip.If(disk is null, reason);
        using var journal = JournalFile.TryOpen(disk.At("journal"), TimeSpan.Zero, out _).ShouldNotBeNull();
        var log = new RecordedLog();
        var slots = new SlotJournal(journal, log);
        slots.Assign(_scene.EquippedSlot());
        Fill(disk.At("rest"));
        var assigned = Enumerable.Range(0, 100).Select(_ => _scene.EquippedSlot()).ToArray();
        foreach (var slot in assigned)
            slots.Assign(slot);
        log.Lines.ShouldHaveSingleItem().Line.ShouldContain("ENOSPC");
        log.Lines[0].Level.ShouldBe(DaemonLogLevel.Error);
        var without = assigned.First(slot => slot.JournalIndex is null);
        slots.Note(without);
        slots.Release(without);
        journal.Read().Count.ShouldBe(1 + assigned.Count(slot => slot.JournalIndex is not null));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static void Fill(string path)
    {
        using var file = File.Create(path);
        try
        {
            for (var block = 0; block < 1024; block++)
            {
                file.Write(new byte[4096]);
                file.Flush();
            }
        }
        catch (IOException)
        {
            return;
        }
        Assert.Fail("the disk is not small");
    }

    private static int NewerCopy(int index) => JournalHeader.Length + (index * JournalFile.RecordLength) + CellLength + CopyLength;

    private static byte Exchange(FileStream file, int place, Func<byte, byte> change)
    {
        Span<byte> one = stackalloc byte[1];
        RandomAccess.Read(file.SafeFileHandle, one, place).ShouldBe(1);
        var old = one[0];
        one[0] = change(old);
        RandomAccess.Write(file.SafeFileHandle, one, place);
        return old;
    }

    private int Write(JournalFile journal, int processId)
    {
        journal.Reserve(out var index).ShouldBe(0);
        journal.Write(_scene.Slot(processId), index);
        return index;
    }

    private JournalFile Open()
    {
        var journal = JournalFile.TryOpen(Path, TimeSpan.Zero, out var remark).ShouldNotBeNull(remark);
        remark.ShouldBeNull();
        return journal;
    }
}
