using System.Diagnostics;
using System.Text;
using Serilog.Events;
using Supervisor.Posix;
using Supervisord.DaemonLog;

namespace Supervisord.Tests.DaemonLog;

public sealed class RotatingFileSinkTests : IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly FailureRecorder _failures = new();
    private readonly string _path;

    public RotatingFileSinkTests() => _path = _directory.File("main.log");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void It_rotates_after_the_line_that_reaches_the_size_whatever_the_batches(int linesInBatch)
    {
        var line = Text("0000");
        using (var sink = Create(maxBytes: (3 * line.Length) - 1, backups: 2))
        {
            for (var number = 1; number <= 11; number++)
            {
                sink.Emit(TestLog.Line($"{number:0000}"));
                if (number % linesInBatch == 0)
                    sink.EndBatch();
            }
        }
        File.ReadAllText(_path).ShouldBe(Text("0010", "0011"));
        File.ReadAllText(_path + ".1").ShouldBe(Text("0007", "0008", "0009"));
        File.ReadAllText(_path + ".2").ShouldBe(Text("0004", "0005", "0006"));
        File.Exists(_path + ".3").ShouldBeFalse();
    }

    [Fact]
    public void A_size_met_exactly_rotates()
    {
        using (var sink = Create(maxBytes: Text("0001").Length, backups: 1))
            Write(sink, "0001");
        File.ReadAllText(_path).ShouldBeEmpty();
        File.ReadAllText(_path + ".1").ShouldBe(Text("0001"));
    }

    [Fact]
    public void Without_backups_the_file_is_emptied()
    {
        using (var sink = Create(maxBytes: 2 * Text("0001").Length, backups: 0))
            Write(sink, "0001", "0002", "0003");
        File.ReadAllText(_path).ShouldBe(Text("0003"));
        Directory.GetFiles(_directory.Path).ShouldBe([_path]);
    }

    [Fact]
    public void Without_a_size_it_never_rotates()
    {
        using (var sink = Create(maxBytes: 0, backups: 3))
            Write(sink, [.. Enumerable.Repeat(new string('x', 1000), 500)]);
        new FileInfo(_path).Length.ShouldBe(500 * Text(new string('x', 1000)).Length);
        Directory.GetFiles(_directory.Path).ShouldBe([_path]);
    }

    [Fact]
    public void What_was_in_the_file_stays_and_counts()
    {
        File.WriteAllText(_path, "an earlier run\n");
        using (var sink = Create(maxBytes: 20, backups: 1))
            Write(sink, "0001");
        File.ReadAllText(_path + ".1").ShouldBe("an earlier run\n" + Text("0001"));
    }

    [Fact]
    public void A_file_truncated_by_others_is_followed()
    {
        using (var sink = Create())
        {
            Write(sink, "0001");
            File.WriteAllText(_path, "");
            Write(sink, "0002");
        }
        File.ReadAllText(_path).ShouldBe(Text("0002"));
    }

    [Fact]
    public void It_is_opened_with_the_umask_of_the_process()
    {
        File.WriteAllText(_directory.File("made-by-the-runtime"), "");
        using (var sink = Create())
            sink.Open();
        File.GetUnixFileMode(_path).ShouldBe(File.GetUnixFileMode(_directory.File("made-by-the-runtime")));
    }

    [Fact]
    public void A_moved_file_is_written_until_it_is_reopened()
    {
        using (var sink = Create())
        {
            Write(sink, "0001");
            File.Move(_path, _path + ".moved");
            Write(sink, "0002");
            sink.Reopen();
            Write(sink, "0003");
        }
        File.ReadAllText(_path + ".moved").ShouldBe(Text("0001", "0002"));
        File.ReadAllText(_path).ShouldBe(Text("0003"));
    }

    [Fact]
    public void A_removed_file_is_made_anew()
    {
        using (var sink = Create())
        {
            Write(sink, "0001");
            File.Delete(_path);
            Write(sink, "0002");
        }
        File.ReadAllText(_path).ShouldBe(Text("0002"));
        _failures.Reports.ShouldBeEmpty();
    }

    [Fact]
    public void Changed_limits_count_from_the_next_line()
    {
        using (var sink = Create(maxBytes: 0, backups: 1))
        {
            Write(sink, "0001");
            sink.Limit(new RotationLimits(10, 2));
            Write(sink, "0002", "0003");
        }
        File.ReadAllText(_path + ".2").ShouldBe(Text("0001", "0002"));
        File.ReadAllText(_path + ".1").ShouldBe(Text("0003"));
    }

    [Fact]
    public void A_directory_that_goes_is_told_once_and_no_line_is_lost_when_it_comes_back_soon()
    {
        var path = _directory.File("gone/main.log");
        Directory.CreateDirectory(_directory.File("gone"));
        using (var sink = Create(path))
        {
            Write(sink, "0001");
            Directory.Delete(_directory.File("gone"), recursive: true);
            Write(sink, "0002", "0003");
            sink.Failure.ShouldBe(Errno.ENOENT);
            Directory.CreateDirectory(_directory.File("gone"));
            Write(sink, "0004");
            sink.Failure.ShouldBe(0);
        }
        File.ReadAllText(path).ShouldBe(Text("0002", "0003", "0004"));
        _failures.Reports.Count.ShouldBe(1);
        _failures.Reports[0].ShouldContain(path);
        _failures.Reports[0].ShouldContain("ENOENT");
    }

    [Fact]
    public void Lines_beyond_the_bound_are_counted_and_the_count_is_written_when_it_heals()
    {
        Directory.CreateDirectory(_path);
        var text = new string('x', 1000);
        var kept = RotatingFileSink.MostPending / Text(text).Length;
        using (var sink = Create())
        {
            Write(sink, [.. Enumerable.Repeat(text, kept + 5)]);
            sink.Failure.ShouldBe(Errno.EISDIR);
            Directory.Delete(_path);
            sink.EndBatch();
            Write(sink, "0001");
        }
        var messages = TestLog.Messages(_path);
        messages.Length.ShouldBe(kept + 2);
        messages[kept].ShouldStartWith("WARN 5 log lines are missing here: ");
        messages[kept].ShouldContain("EISDIR");
        messages[kept + 1].ShouldBe("INFO 0001");
        _failures.Reports.Count.ShouldBe(1);
    }

    [Fact]
    public void Errors_that_a_full_disk_refuses_are_rescued()
    {
        using (var sink = Create("/dev/full"))
        {
            Write(sink, "unimportant");
            sink.Emit(TestLog.Line("first", LogEventLevel.Error));
            sink.EndBatch();
            sink.Emit(TestLog.Line("second", LogEventLevel.Fatal));
            sink.EndBatch();
            sink.Failure.ShouldBe(Errno.ENOSPC);
        }
        _failures.Reports.Count.ShouldBe(1);
        _failures.Rescued.ShouldBe(["first", "second"]);
    }

    [Fact]
    public void Errors_of_the_batch_that_fails_first_are_rescued_too()
    {
        using (var sink = Create("/dev/full"))
        {
            sink.Emit(TestLog.Line("first", LogEventLevel.Error));
            sink.Emit(TestLog.Line("second", LogEventLevel.Information));
            sink.EndBatch();
        }
        _failures.Rescued.ShouldBe(["first"]);
    }

    [SkippableFact]
    public void A_line_torn_by_a_full_disk_is_completed_when_there_is_room_again()
    {
        const string Filler = "filler";
        Skip.IfNot(
            Run("mount", "-t", "tmpfs", "-o", "size=64k", "none", _directory.Path),
            "a small file system can be mounted by root only"
        );
        try
        {
            using (var sink = Create())
            {
                Write(sink, "0001");
                File.WriteAllBytes(_directory.File(Filler), new byte[40 * 1024]);
                Write(sink, new string('x', 30 * 1024), "0003");
                sink.Failure.ShouldBe(Errno.ENOSPC);
                new FileInfo(_path).Length.ShouldBeGreaterThan(Text("0001").Length);
                File.Delete(_directory.File(Filler));
                Write(sink, "0004");
            }
            File.ReadAllText(_path).ShouldBe(Text("0001", new string('x', 30 * 1024), "0003", "0004"));
        }
        finally
        {
            Run("umount", _directory.Path).ShouldBeTrue();
        }
    }

    [Fact]
    public void A_rotation_that_fails_is_told_once_and_loses_no_line()
    {
        Directory.CreateDirectory(_path + ".1");
        File.WriteAllText(Path.Combine(_path + ".1", "occupied"), "");
        using (var sink = Create(maxBytes: 10, backups: 1))
            Write(sink, "0001", "0002", "0003");
        var messages = TestLog.Messages(_path);
        messages.Where(message => message.StartsWith("INFO", StringComparison.Ordinal)).ShouldBe(["INFO 0001", "INFO 0002", "INFO 0003"]);
        messages.Count(message => message.Contains("could not rotate the log file", StringComparison.Ordinal)).ShouldBe(1);
        _failures.Reports.Count.ShouldBe(1);
    }

    [Fact]
    public void A_fifo_is_not_rotated_and_waits_for_its_reader()
    {
        Run("mkfifo", _path).ShouldBeTrue();
        using (var sink = Create(maxBytes: 10, backups: 1))
        {
            Write(sink, "0001");
            sink.Failure.ShouldBe(Errno.ENXIO);
            using var reader = new FileStream(_path, FileMode.Open, FileAccess.ReadWrite);
            Write(sink, "0002", "0003");
            sink.Failure.ShouldBe(0);
            var bytes = new byte[Text("0001", "0002", "0003").Length];
            reader.ReadExactly(bytes);
            Encoding.UTF8.GetString(bytes).ShouldBe(Text("0001", "0002", "0003"));
        }
        Directory.GetFiles(_directory.Path).ShouldBe([_path]);
    }

    private RotatingFileSink Create(long maxBytes = 0, int backups = 0) => Create(_path, maxBytes, backups);

    private RotatingFileSink Create(string path, long maxBytes = 0, int backups = 0) =>
        new(path, new RotationLimits(maxBytes, backups), TestLog.Formatter, new ZonedTimeProvider(), _failures);

    private static void Write(RotatingFileSink sink, params string[] messages)
    {
        foreach (var message in messages)
        {
            sink.Emit(TestLog.Line(message));
            sink.EndBatch();
        }
    }

    private static string Text(params string[] messages) => string.Concat(messages.Select(message => TestLog.InfoPrefix + message + "\n"));

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process
            .Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })
            .ShouldNotBeNull();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
