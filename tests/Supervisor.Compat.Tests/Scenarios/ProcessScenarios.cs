namespace Supervisor.Compat.Tests.Scenarios;

/// <summary>Processes by XML-RPC: what is told of them, starting, stopping, signals, standard input, states.</summary>
internal static class ProcessScenarios
{
    public static Scenario Processes { get; } =
        new(
            "processes",
            [
                Section.Program("cat", "command = 'cat'", "stdout_logfile = '@/cat.out'"),
                Section.Program("man", "command = 'sleep 1000'", "autostart = false"),
                Section.Program("bad", "command = '/nonexistent/x'", "startretries = 0"),
                Section.Program("end", "command = 'sh -c \"exit 3\"'", "startsecs = 0", "autorestart = false"),
                Section.Program(
                    "multi",
                    "command = 'sleep 1000'",
                    "numprocs = 3",
                    "process_name = '%(program_name)s_%(process_num)02d'",
                    "startsecs = 0"
                ),
            ],
            """
            wait cat RUNNING
            wait bad FATAL
            wait end EXITED
            wait multi:multi_02 RUNNING
            rpc supervisor.getAPIVersion
            rpc supervisor.getVersion
            rpc supervisor.getSupervisorVersion
            rpc supervisor.getIdentification
            rpc supervisor.getState
            rpc supervisor.getPID
            rpc supervisor.getAllProcessInfo
            rpc supervisor.getAllConfigInfo
            rpc supervisor.getProcessInfo ['cat']
            rpc supervisor.getProcessInfo ['cat:cat']
            rpc supervisor.getProcessInfo ['multi:multi_01']
            rpc supervisor.getProcessInfo ['nope']
            rpc supervisor.getProcessInfo ['multi']
            rpc supervisor.getProcessInfo ['multi:*']
            rpc supervisor.getProcessInfo ['multi:']
            rpc supervisor.getProcessInfo ['multi:nope']
            rpc supervisor.getProcessInfo ['']
            rpc supervisor.getProcessInfo [':']
            rpc supervisor.getProcessInfo ['a:b:c']
            rpc supervisor.startProcess ['cat']
            rpc supervisor.startProcess ['cat:cat']
            rpc supervisor.startProcess ['man']
            rpc supervisor.startProcess ['bad']
            rpc supervisor.startProcess ['nope']
            rpc supervisor.startProcess ['nope:*']
            rpc supervisor.startProcess ['multi']
            rpc supervisor.startProcess ['multi:*']
            rpc supervisor.stopProcess ['cat']
            rpc supervisor.stopProcess ['cat']
            rpc supervisor.stopProcess ['cat:cat']
            rpc supervisor.stopProcess ['man']
            rpc supervisor.stopProcess ['bad']
            rpc supervisor.stopProcess ['end']
            rpc supervisor.stopProcess ['nope']
            rpc supervisor.stopProcess ['nope:*']
            rpc~ supervisor.stopProcess ['multi:*']
            rpc supervisor.stopProcess ['multi:*']
            rpc supervisor.getProcessInfo ['cat']
            rpc supervisor.startProcess ['cat', False]
            wait cat RUNNING
            rpc~ supervisor.startProcess ['multi:*', False]
            rpc supervisor.stopProcess ['cat', False]
            wait cat STOPPED
            rpc~ supervisor.stopProcess ['multi:*', False]
            wait multi:multi_00 STOPPED
            wait multi:multi_01 STOPPED
            wait multi:multi_02 STOPPED
            rpc~ supervisor.startProcessGroup ['multi']
            rpc supervisor.startProcessGroup ['multi']
            rpc supervisor.startProcessGroup ['nope']
            rpc~ supervisor.stopProcessGroup ['multi']
            rpc supervisor.stopProcessGroup ['multi']
            rpc supervisor.stopProcessGroup ['nope']
            rpc supervisor.signalProcess ['man', 'CONT']
            rpc supervisor.signalProcess ['man', 'SIGCONT']
            rpc supervisor.signalProcess ['man', 18]
            rpc supervisor.signalProcess ['man', '18']
            rpc supervisor.signalProcess ['man', 'cont']
            rpc supervisor.signalProcess ['man', 'NOPE']
            rpc supervisor.signalProcess ['man', 0]
            rpc supervisor.signalProcess ['man', -1]
            rpc supervisor.signalProcess ['man', 999]
            rpc supervisor.signalProcess ['cat', 'CONT']
            rpc supervisor.signalProcess ['nope', 'CONT']
            rpc supervisor.signalProcess ['man:*', 'CONT']
            rpc supervisor.signalProcess ['man:*', 'NOPE']
            rpc supervisor.signalProcessGroup ['man', 'CONT']
            rpc supervisor.signalProcessGroup ['nope', 'CONT']
            rpc supervisor.signalAllProcesses ['CONT']
            rpc supervisor.signalAllProcesses ['NOPE']
            rpc~ supervisor.stopAllProcesses
            rpc supervisor.stopAllProcesses
            rpc supervisor.getAllProcessInfo
            """
        )
        {
            Differences = [new("rpc supervisor.getSupervisorVersion", "0.", "it is another program")],
        };

    public static Scenario StandardInput { get; } =
        new(
            "standard input",
            [
                Section.Program("cat", "command = 'cat'", "stdout_logfile = '@/cat.out'"),
                Section.Program("closed", "command = 'sh -c \"exec sleep 1000 <&-\"'"),
                Section.Program("man", "command = 'sleep 1000'", "autostart = false"),
            ],
            """
            wait cat RUNNING
            wait closed RUNNING
            rpc supervisor.sendProcessStdin ['cat', 'hello\n']
            rpc supervisor.sendProcessStdin ['cat:cat', 'h\u00e9\n']
            rpc supervisor.sendProcessStdin ['cat', 'end\n']
            file cat.out 'end'
            rpc supervisor.sendProcessStdin ['closed', 'x']
            rpc supervisor.sendProcessStdin ['man', 'x']
            rpc supervisor.sendProcessStdin ['nope', 'x']
            rpc supervisor.sendProcessStdin ['cat:*', 'x']
            rpc supervisor.sendProcessStdin ['cat', 3]
            rpc supervisor.sendProcessStdin ['cat', None]
            rpc supervisor.sendProcessStdin ['cat', ['a', 1, {'b': True}]]
            """
        );

    public static Scenario States { get; } =
        new(
            "states",
            [
                Section.Program("slow", "command = 'sleep 1000'", "startsecs = 300"),
                Section.Program("fast", "command = 'sh -c \"exit 0\"'", "startsecs = 5", "startretries = 0"),
                Section.Program("again", "command = 'sh -c \"exit 1\"'", "startretries = 100"),
            ],
            """
            wait slow STARTING
            wait fast FATAL
            wait again BACKOFF
            rpc supervisor.startProcess ['slow']
            rpc supervisor.getProcessInfo ['slow']
            rpc supervisor.stopProcess ['slow']
            rpc supervisor.getProcessInfo ['slow']
            rpc supervisor.getProcessInfo ['fast']
            rpc supervisor.startProcess ['fast']
            rpc supervisor.startProcess ['again']
            rpc supervisor.stopProcess ['again']
            rpc supervisor.stopProcess ['again']
            rpc supervisor.signalProcess ['again', 'CONT']
            rpc supervisor.sendProcessStdin ['again', 'x']
            ctl status
            """
        );
}
