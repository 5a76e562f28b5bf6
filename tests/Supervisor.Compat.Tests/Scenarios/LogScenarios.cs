namespace Supervisor.Compat.Tests.Scenarios;

/// <summary>Logs by XML-RPC.</summary>
internal static class LogScenarios
{
    public static Scenario Logs { get; } =
        new(
            "logs",
            [
                Section.Program("nine", "command = 'sh -c \"printf 123456789 && exec sleep 1000\"'", "stdout_logfile = '@/nine.out'"),
                Section.Program("none", "command = 'sleep 1000'", "stdout_logfile = 'NONE'", "stderr_logfile = 'NONE'"),
                Section.Program("wide", "command = 'sh -c \"echo h\u00e9llo && exec sleep 1000\"'", "stdout_logfile = '@/wide.out'"),
            ],
            """
            wait nine RUNNING
            wait wide RUNNING
            file nine.out '123456789'
            file wide.out 'llo'
            rpc supervisor.readProcessStdoutLog ['nine', 0, 0]
            rpc supervisor.readProcessStdoutLog ['nine', 0, 3]
            rpc supervisor.readProcessStdoutLog ['nine', 3, 3]
            rpc supervisor.readProcessStdoutLog ['nine', 5, 100]
            rpc supervisor.readProcessStdoutLog ['nine', 100, 1]
            rpc supervisor.readProcessStdoutLog ['nine', 8, 0]
            rpc supervisor.readProcessStdoutLog ['nine', -3, 0]
            rpc supervisor.readProcessStdoutLog ['nine', -100, 0]
            rpc supervisor.readProcessStdoutLog ['nine', -1, 1]
            rpc supervisor.readProcessStdoutLog ['nine', 0, -1]
            rpc supervisor.readProcessStdoutLog ['nine', '2', ' 3 ']
            rpc supervisor.readProcessStdoutLog ['nine:nine', 0, 1]
            rpc supervisor.readProcessStdoutLog ['nine:*', 0, 1]
            rpc supervisor.readProcessStdoutLog ['nope', 0, 1]
            rpc supervisor.readProcessLog ['nine', 0, 3]
            rpc supervisor.readProcessStderrLog ['nine', 0, 0]
            rpc supervisor.readProcessStdoutLog ['none', 0, 0]
            rpc supervisor.readProcessStderrLog ['none', 0, 0]
            rpc supervisor.tailProcessStdoutLog ['nine', 0, 3]
            rpc supervisor.tailProcessStdoutLog ['nine', 0, 100]
            rpc supervisor.tailProcessStdoutLog ['nine', 9, 10]
            rpc supervisor.tailProcessStdoutLog ['nine', 100, 10]
            rpc supervisor.tailProcessStdoutLog ['nine', 0, 0]
            rpc supervisor.tailProcessStdoutLog ['nine', 5, 2]
            rpc supervisor.tailProcessStdoutLog ['nine', 3, 6]
            rpc supervisor.tailProcessStdoutLog ['nine', -1, 2]
            rpc supervisor.tailProcessStdoutLog ['nine', 4, 5]
            rpc supervisor.tailProcessLog ['nine', 0, 3]
            rpc supervisor.tailProcessStderrLog ['nine', 0, 3]
            rpc supervisor.tailProcessStdoutLog ['none', 3, 3]
            rpc supervisor.tailProcessStdoutLog ['nope', 0, 3]
            rpc supervisor.readProcessStdoutLog ['wide', 0, 0]
            rpc supervisor.readProcessStdoutLog ['wide', 0, 2]
            ctl tail nine
            ctl tail -4 nine
            ctl tail wide
            ctl tail none
            ctl tail nope
            rpc supervisor.clearProcessLogs ['nine']
            rpc supervisor.readProcessStdoutLog ['nine', 0, 0]
            rpc supervisor.clearProcessLog ['none']
            rpc supervisor.clearProcessLogs ['nope']
            rpc supervisor.clearProcessLogs ['nine:*']
            rpc~ supervisor.clearAllProcessLogs
            rpc supervisor.clearLog
            rpc supervisor.readLog [24, 0]
            rpc supervisor.readMainLog [24, 4]
            """
        )
        {
            Differences =
            [
                new("rpc supervisor.readProcessStdoutLog ['wide', 0, 2]", "h\ufffd", "a character that is cut is replaced, and no error"),
            ],
        };
}
