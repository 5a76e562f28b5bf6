using System.Diagnostics;
using System.IO.Pipes;
using System.Text;
using Serilog.Events;
using Supervisor.Configuration.Settings;
using Supervisor.Posix;
using Supervisor.TestKit;
using Supervisord.DaemonLog;

namespace Supervisord.Tests.DaemonLog;

public sealed class MainLogTests : IDisposable
{
    /// <summary>What a line with one property may cost, the event and Serilog's part included.</summary>
    private const int MostBytesPerLine = 600;
    private readonly TestDirectory _directory = new();
    private readonly string _path;
    private readonly string _syslogPath;

    public MainLogTests()
    {
        _path = _directory.File("main.log");
        _syslogPath = _directory.File("syslog");
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Lines_from_before_the_configuration_come_first_and_by_its_level()
    {
        using (var log = new MainLog(new ZonedTimeProvider()))
        {
            log.Logger.Debug("not wanted");
            log.Logger.Warning("parsed");
            Open(log, TestLog.Settings(_path));
            log.Logger.Information("supervisord started with pid {Pid}", 42);
        }
        TestLog.Messages(_path).ShouldBe(["WARN parsed", "INFO supervisord started with pid 42"]);
    }

    [Fact]
    public void A_log_that_was_never_opened_ends_quietly()
    {
        using var log = new MainLog(new ZonedTimeProvider());
        log.Logger.Error("nowhere to go");
        log.Flush(TimeSpan.Zero).ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => log.ProgramSyslog);
    }

    [Fact]
    public void The_file_is_there_before_the_first_line()
    {
        using var log = new MainLog(new ZonedTimeProvider());
        Open(log, TestLog.Settings(_path));
        log.Flush(TestLog.Patience).ShouldBeTrue();
        File.ReadAllBytes(_path).ShouldBeEmpty();
        log.FileFailure.ShouldBe(0);
    }

    [Fact]
    public void The_end_writes_what_is_left()
    {
        using (var log = new MainLog(new ZonedTimeProvider()))
        {
            Open(log, TestLog.Settings(_path));
            for (var number = 0; number < 2000; number++)
                log.Logger.Information("{Number}", number);
        }
        TestLog.Messages(_path).ShouldBe(Enumerable.Range(0, 2000).Select(number => $"INFO {number}"));
    }

    [Fact]
    public void A_changed_file_gets_every_later_line_and_no_line_is_lost()
    {
        const int Threads = 3;
        const int LinesPerThread = 1000;
        string[] paths = [_path, _directory.File("other.log"), _directory.File("third.log")];
        using (var log = new MainLog(new ZonedTimeProvider()))
        {
            Open(log, TestLog.Settings(paths[0]));
            var writers = Enumerable
                .Range(0, Threads)
                .Select(thread => new Thread(() => WriteLines(log, thread, LinesPerThread)))
                .ToArray();
            foreach (var writer in writers)
                writer.Start();
            for (var turn = 1; turn <= 20; turn++)
                log.Reconfigure(TestLog.Settings(paths[turn % paths.Length]), Syslog);
            foreach (var writer in writers)
                writer.Join();
        }
        var written = paths.SelectMany(TestLog.Messages).ToArray();
        var expected = Enumerable
            .Range(0, Threads)
            .SelectMany(thread => Enumerable.Range(0, LinesPerThread).Select(number => $"INFO {thread} {number}"));
        written.Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_changed_level_and_changed_limits_count_at_once()
    {
        using (var log = new MainLog(new ZonedTimeProvider()))
        {
            Open(log, TestLog.Settings(_path));
            log.Logger.Debug("hidden");
            log.Reconfigure(TestLog.Settings(_path, DaemonLogLevel.Debug, maxBytes: 10, backups: 2), Syslog);
            log.Logger.Debug("shown");
            log.Reconfigure(TestLog.Settings(_path, DaemonLogLevel.Error), Syslog);
            log.Logger.Warning("hidden");
            log.Logger.Error("error");
        }
        TestLog.Messages(_path + ".1").ShouldBe(["DEBG shown"]);
        TestLog.Messages(_path).ShouldBe(["ERRO error"]);
    }

    [Fact]
    public void It_moves_between_file_and_syslog()
    {
        using var server = SyslogSinkTests.Listen(_syslogPath);
        using (var log = new MainLog(new ZonedTimeProvider()))
        {
            Open(log, TestLog.Settings(file: null));
            log.Logger.Information("to syslog");
            log.Reconfigure(TestLog.Settings(_path), Syslog);
            log.Logger.Information("to the file");
            log.Reconfigure(TestLog.Settings(file: null), Syslog);
            log.Logger.Information("to syslog again");
        }
        SyslogSinkTests.Receive(server).ShouldEndWith(" INFO to syslog");
        SyslogSinkTests.Receive(server).ShouldEndWith(" INFO to syslog again");
        server.Available.ShouldBe(0);
        TestLog.Messages(_path).ShouldBe(["INFO to the file"]);
    }

    [Fact]
    public void What_a_file_that_was_left_behind_has_still_to_write_is_waited_for()
    {
        const int Lines = 300;
        var text = new string('x', 1000);
        var threads = LogThreads.Now();
        MakeFifo(_path);
        // Read and write, so that opening does not wait for a writer, and nobody reads: the pipe is full before the lines are written.
        using var reader = new FileStream(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        var bytes = new byte[Lines * (TestLog.InfoPrefix.Length + text.Length + 1)];
        var reading = new Thread(() => reader.ReadExactly(bytes));
        using (var log = new MainLog(new ZonedTimeProvider()))
        {
            Open(log, TestLog.Settings(_path));
            for (var number = 0; number < Lines; number++)
                log.Logger.Information("{Text:l}", text);
            log.Reconfigure(TestLog.Settings(_directory.File("other.log")), Syslog);
            log.Reconfigure(TestLog.Settings(_directory.File("third.log")), Syslog);
            log.Flush(TimeSpan.Zero).ShouldBeFalse();
            reading.Start();
            log.Flush(TestLog.Patience).ShouldBeTrue();
        }
        reading.Join(TestLog.Patience).ShouldBeTrue();
        var written = Encoding.UTF8.GetString(bytes).Split('\n')[..^1];
        written.Count(line => line.EndsWith(" INFO " + text, StringComparison.Ordinal)).ShouldBe(Lines);
        LogThreads.ShouldAllHaveEnded(threads);
    }

    [Fact]
    public void Lines_for_a_log_that_was_never_opened_can_be_told_elsewhere()
    {
        using var log = new MainLog(new ZonedTimeProvider());
        log.Logger.Information("Set uid to user 33 succeeded");
        log.Logger.Fatal("it failed");
        log.TakeUnwritten(LogEventLevel.Warning).ShouldEndWith(" CRIT it failed\n");
        log.TakeUnwritten(LogEventLevel.Verbose).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_known_at_once()
    {
        using var server = SyslogSinkTests.Listen(_syslogPath);
        using var log = new MainLog(new ZonedTimeProvider());
        log.OpeningFailure(TestLog.Patience).ShouldBe(0);
        Open(log, TestLog.Settings(_directory.File("missing/main.log")));
        log.OpeningFailure(TestLog.Patience).ShouldBe(Errno.ENOENT);
    }

    [Fact]
    public void Changed_syslog_settings_count_for_later_lines()
    {
        using var server = SyslogSinkTests.Listen(_syslogPath);
        using (var log = new MainLog(new ZonedTimeProvider()))
        {
            Open(log, TestLog.Settings(file: null));
            log.ProgramSyslog.Write("web", "one"u8);
            log.Reconfigure(TestLog.Settings(file: null), Syslog with { Tag = "other" });
            log.ProgramSyslog.Write("web", "two"u8);
        }
        SyslogSinkTests.Receive(server).ShouldContain(" supervisord[");
        SyslogSinkTests.Receive(server).ShouldContain(" other[");
    }

    [Fact]
    public void The_foreground_has_a_copy_of_every_line()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        using (var log = new MainLog(new ZonedTimeProvider(), (int)pipe.ClientSafePipeHandle.DangerousGetHandle()))
        {
            log.Open(TestLog.Settings(_path), Syslog, isForeground: true);
            log.Logger.Information("one");
            log.Logger.Information("two");
        }
        pipe.DisposeLocalCopyOfClientHandle();
        using var reader = new StreamReader(pipe);
        reader.ReadToEnd().ShouldBe(File.ReadAllText(_path));
        TestLog.Messages(_path).ShouldBe(["INFO one", "INFO two"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Standard_output_as_log_file_gets_each_line_once(bool isSilent)
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        using (var log = new MainLog(new ZonedTimeProvider(), (int)pipe.ClientSafePipeHandle.DangerousGetHandle()))
        {
            log.Open(TestLog.Settings("/dev/stdout") with { Silent = isSilent }, Syslog, isForeground: true);
            log.Logger.Information("one");
        }
        pipe.DisposeLocalCopyOfClientHandle();
        using var reader = new StreamReader(pipe);
        reader.ReadToEnd()["2026-11-20 17:12:29,123 ".Length..].ShouldBe("INFO one\n");
    }

    [Fact]
    public void Errors_reach_syslog_when_there_is_no_log()
    {
        using var server = SyslogSinkTests.Listen(_syslogPath);
        using var log = new MainLog(new ZonedTimeProvider());
        Open(log, TestLog.Settings(_directory.File("missing/main.log")));
        log.Flush(TestLog.Patience).ShouldBeTrue();
        log.FileFailure.ShouldBe(Errno.ENOENT);
        SyslogSinkTests.Receive(server).ShouldContain(" ERRO could not write the log file '");
        log.Logger.Information("nothing grave");
        log.Logger.Fatal("could not write pidfile {Path}", "/run/x");
        SyslogSinkTests.Receive(server).ShouldEndWith(" CRIT could not write pidfile /run/x");
    }

    [Fact]
    public void A_syslog_that_is_not_there_is_told_in_the_file()
    {
        using (var log = new MainLog(new ZonedTimeProvider()))
        {
            Open(log, TestLog.Settings(_path));
            log.ProgramSyslog.Write("web", "one"u8);
            log.ProgramSyslog.Write("web", "two"u8);
        }
        TestLog.Messages(_path).ShouldBe([$"ERRO could not write to syslog at {_syslogPath}: No such file or directory (ENOENT)"]);
    }

    [Fact]
    public void A_reopened_log_is_a_new_file()
    {
        using (var log = new MainLog(new ZonedTimeProvider()))
        {
            Open(log, TestLog.Settings(_path));
            log.Logger.Information("old");
            log.Flush(TestLog.Patience).ShouldBeTrue();
            File.Move(_path, _path + ".moved");
            log.Logger.Information("received SIGUSR2 indicating log reopen request");
            log.Reopen();
            log.Logger.Information("supervisord logreopen");
        }
        TestLog.Messages(_path + ".moved").ShouldBe(["INFO old", "INFO received SIGUSR2 indicating log reopen request"]);
        TestLog.Messages(_path).ShouldBe(["INFO supervisord logreopen"]);
    }

    [Fact]
    public void Nothing_is_left_behind()
    {
        using var server = SyslogSinkTests.Listen(_syslogPath);
        var threads = LogThreads.Now();
        var sockets = Sockets();
        for (var turn = 0; turn < 10; turn++)
        {
            using var log = new MainLog(new ZonedTimeProvider());
            Open(log, TestLog.Settings(_path));
            log.Logger.Information("line");
            log.ProgramSyslog.Write("web", "line"u8);
            log.Reconfigure(TestLog.Settings(_directory.File("other.log")), Syslog);
            log.Reopen();
            log.Logger.Information("line");
        }
        LogThreads.ShouldAllHaveEnded(threads);
        Sockets().ShouldBe(sockets);
        OpenFiles().ShouldNotContain(file => file.StartsWith(_directory.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_costs_little()
    {
        const int Lines = 20_000;
        using var log = new MainLog(TimeProvider.System);
        Open(log, TestLog.Settings(_path));
        Write(2_000);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Write(Lines);
        var bytes = (GC.GetTotalAllocatedBytes(precise: true) - before) / Lines;
        bytes.ShouldBeLessThan(MostBytesPerLine);

        void Write(int count)
        {
            for (var number = 0; number < count; number++)
            {
                log.Logger.Information("spawned: '{Name}' with a pid", "web");
                if (number % 1000 == 999)
                    log.Flush(TestLog.Patience).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public void A_line_below_the_level_and_a_line_of_a_program_cost_nothing()
    {
        using var server = SyslogSinkTests.Listen(_syslogPath);
        using var log = new MainLog(TimeProvider.System);
        Open(log, TestLog.Settings(_path));
        var buffer = new byte[1024];
        Write(500);
        (ProcessAllocation.LeastOf(rounds: 5, () => Write(1000)) / 1000).ShouldBeLessThan(16);

        void Write(int count)
        {
            for (var number = 0; number < count; number++)
            {
                log.Logger.Debug("a line without properties");
                log.ProgramSyslog.Write("web", "a line of output"u8);
                server.Receive(buffer);
            }
        }
    }

    private static IEnumerable<string> OpenFiles() =>
        Directory.GetFileSystemEntries("/proc/self/fd").Select(path => new FileInfo(path).LinkTarget ?? "");

    private static int Sockets() => OpenFiles().Count(file => file.StartsWith("socket:", StringComparison.Ordinal));

    private SyslogSettings Syslog => TestLog.LocalSyslog(_syslogPath);

    private void Open(MainLog log, DaemonSettings settings) => log.Open(settings, Syslog, isForeground: false);

    private static void MakeFifo(string path)
    {
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }

    private static void WriteLines(MainLog log, int thread, int count)
    {
        for (var number = 0; number < count; number++)
            log.Logger.Write(LogEventLevel.Information, "{Thread} {Number}", thread, number);
    }
}
