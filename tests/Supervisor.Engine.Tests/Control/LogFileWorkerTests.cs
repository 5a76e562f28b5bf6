using System.Collections.Concurrent;
using System.Text;
using Supervisor.Engine.Control;
using Supervisor.Engine.Tests.Logs;
using Supervisor.Posix;
using Supervisor.TestKit;

namespace Supervisor.Engine.Tests.Control;

public sealed class LogFileWorkerTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("log-files-").FullName;
    private readonly BlockingCollection<LogFileResult> _results = [];
    private readonly LogFileWorker _worker;

    public LogFileWorkerTests() => _worker = new LogFileWorker(_results.Add);

    [Fact]
    public void A_regular_file_is_opened_for_reading()
    {
        var path = Write("log", "content");
        using var file = Open(path, expectedErrno: 0).ShouldNotBeNull();
        var bytes = new byte[100];
        Encoding.UTF8.GetString(bytes, 0, FileDescriptor.Read(file.Number, bytes).Count).ShouldBe("content");
        FileDescriptor.Write(file.Number, "x"u8).IsSuccess.ShouldBeFalse();
    }

    [Fact]
    public void A_symbolic_link_is_followed()
    {
        Write("log", "content");
        File.CreateSymbolicLink(InDirectory("link"), InDirectory("log"));
        using var file = Open(InDirectory("link"), expectedErrno: 0);
        file.ShouldNotBeNull();
    }

    [Fact]
    public void What_is_not_there_is_told() => Open(InDirectory("missing"), Errno.ENOENT).ShouldBeNull();

    [Fact]
    public void A_file_is_no_directory() => Open(Write("log", "") + "/below", Errno.ENOTDIR).ShouldBeNull();

    [Fact]
    public void A_directory_is_no_log()
    {
        Open(_directory, Errno.EISDIR).ShouldBeNull();
        Clear(new ClearedLog(_directory, 0)).ShouldBe(Errno.EISDIR);
    }

    [Fact]
    public void A_fifo_does_not_hold_it_up_and_is_no_log()
    {
        var fifo = InDirectory("fifo");
        Fifo.Make(fifo);
        Open(fifo, Errno.EINVAL).ShouldBeNull();
        Clear(new ClearedLog(fifo, 0)).ShouldBe(Errno.EINVAL);
    }

    [Fact]
    public void A_device_is_no_log()
    {
        Open("/dev/null", Errno.EINVAL).ShouldBeNull();
        Clear(new ClearedLog("/dev/null", 0)).ShouldBe(Errno.EINVAL);
    }

    [Fact]
    public void Clearing_empties_the_file_that_is_there()
    {
        var path = Write("log", "content");
        using var reader = File.OpenRead(path);
        Clear(new ClearedLog(path, 0)).ShouldBe(0);
        reader.Length.ShouldBe(0, "the same file, so that whoever writes it goes on with it");
    }

    [Fact]
    public void Clearing_removes_the_backups_that_are_kept_and_no_others()
    {
        var path = Write("log", "content");
        foreach (var number in new[] { 1, 3, 4 })
            Write($"log.{number}", "old");
        Clear(new ClearedLog(path, 3)).ShouldBe(0);
        Directory.GetFiles(_directory).Select(Path.GetFileName).Order().ShouldBe(["log", "log.4"]);
    }

    [Fact]
    public void Clearing_what_is_linked_keeps_the_link()
    {
        Write("log", "content");
        File.CreateSymbolicLink(InDirectory("link"), InDirectory("log"));
        Clear(new ClearedLog(InDirectory("link"), 0)).ShouldBe(0);
        new FileInfo(InDirectory("link")).LinkTarget.ShouldBe(InDirectory("log"));
        new FileInfo(InDirectory("log")).Length.ShouldBe(0);
    }

    [Fact]
    public void One_file_that_is_missing_is_nothing_and_all_are_told()
    {
        var path = Write("log", "content");
        Clear(new ClearedLog(InDirectory("missing"), 0), new ClearedLog(path, 0)).ShouldBe(0);
        new FileInfo(path).Length.ShouldBe(0);
        Clear(new ClearedLog(InDirectory("missing"), 0)).ShouldBe(Errno.ENOENT);
        Clear(new ClearedLog(InDirectory("missing"), 0), new ClearedLog(_directory, 0)).ShouldBe(Errno.EISDIR);
        Clear().ShouldBe(0);
    }

    [Fact]
    public void What_is_asked_is_done_in_order()
    {
        var path = Write("log", "content");
        for (var ticket = 0; ticket < 100; ticket++)
        {
            if (ticket % 2 == 0)
                _worker.Open(path, ticket);
            else
                _worker.Clear([new ClearedLog(path, 0)], ticket);
        }
        for (var ticket = 0; ticket < 100; ticket++)
        {
            var result = _results.Take();
            result.Ticket.ShouldBe(ticket);
            result.Errno.ShouldBe(0);
            result.File?.Dispose();
        }
    }

    [SkippableFact]
    public void A_file_system_that_does_not_answer_holds_up_nobody_who_asks_for_other_logs()
    {
        var dead = DeadFileSystem.TryMount(out var reason);
        Skip.If(dead is null, reason);
        using (dead)
        {
            _worker.Open(dead.Directory + "/log", "dead");
            _worker.Open(dead.Directory + "/other", "dead as well");
            using (var file = Open(Write("log", "content"), expectedErrno: 0))
                file.ShouldNotBeNull();
            Clear(new ClearedLog(InDirectory("log"), 0)).ShouldBe(0);
            _results.Count.ShouldBe(0);
        }
        _results.Take().Ticket.ShouldBe("dead");
        _results.Take().Ticket.ShouldBe("dead as well");
    }

    public void Dispose()
    {
        _worker.Dispose();
        _results.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("x", false)]
    public void It_is_told_whether_anything_is_in_the_file(string content, bool isEmpty)
    {
        _worker.Open(Write("log", content), this);
        var result = _results.Take();
        result.IsEmpty.ShouldBe(isEmpty);
        result.File.ShouldNotBeNull().Dispose();
    }

    private Descriptor? Open(string path, int expectedErrno)
    {
        _worker.Open(path, this);
        var result = _results.Take();
        result.Ticket.ShouldBeSameAs(this);
        result.Errno.ShouldBe(expectedErrno);
        return result.File;
    }

    private int Clear(params ClearedLog[] logs)
    {
        _worker.Clear(logs, this);
        var result = _results.Take();
        result.File.ShouldBeNull();
        return result.Errno;
    }

    private string InDirectory(string name) => Path.Join(_directory, name);

    private string Write(string name, string content)
    {
        File.WriteAllText(InDirectory(name), content);
        return InDirectory(name);
    }
}
