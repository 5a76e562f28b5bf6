using System.Globalization;
using Supervisord.DaemonLog;
using Supervisord.DaemonLog.Syslog;

namespace Supervisord.Tests.DaemonLog;

public sealed class Probe
{
    [Fact]
    public void P()
    {
        var form = new LocalSyslogForm("a", 1, TimeZoneInfo.Local);
        var bytes = new PendingBytes();
        var text = new List<string>();
        var buf = new char[64];
        void M(string name, Action a)
        {
            for (var i = 0; i < 300; i++)
                a();
            var b = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
                a();
            text.Add(name + " " + (GC.GetAllocatedBytesForCurrentThread() - b) / 1000);
        }
        M(
            "form",
            () =>
            {
                bytes.Clear();
                form.AppendHeader(bytes, 30, TestLog.Time);
            }
        );
        M("convert", () => TimeZoneInfo.ConvertTime(TestLog.Time, TimeZoneInfo.Local));
        M("MMM", () => TestLog.Time.TryFormat(buf, out _, "MMM", CultureInfo.InvariantCulture));
        M("HH", () => TestLog.Time.TryFormat(buf, out _, "HH:mm:ss", CultureInfo.InvariantCulture));
        M("full", () => TestLog.Time.TryFormat(buf, out _, "yyyy-MM-dd HH:mm:ss,fff ", CultureInfo.InvariantCulture));
        var l = new Serilog.LoggerConfiguration().CreateLogger();
        M("debug", () => l.Debug("a line"));
        using var d = new TestDirectory();
        using var server = SyslogSinkTests.Listen(d.File("s"));
        var r = new byte[1024];
        using var sink = new SyslogSink(TestLog.LocalSyslog(d.File("s")), TestLog.Formatter, TimeProvider.System, new FailureRecorder());
        M(
            "sink+recv",
            () =>
            {
                sink.Write("web", "hello"u8);
                server.Receive(r);
            }
        );
        string.Join("\n", text).ShouldBe("x");
    }
}
