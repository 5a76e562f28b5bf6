namespace Supervisor.Compat.Tests.Scenarios;

/// <summary>XML-RPC itself: parameters that are wrong, introspection, several calls in one, bodies that no client sends.</summary>
internal static class InterfaceScenarios
{
    private static readonly Section[] Cat = [Section.Program("cat", "command = 'cat'", "stdout_logfile = '@/cat.out'")];

    public static Scenario Parameters { get; } =
        new(
            "parameters",
            Cat,
            """
            wait cat RUNNING
            rpc supervisor.nope
            rpc nope.nope
            rpc nope
            rpc supervisor._update ['x']
            rpc supervisor.getState.x
            rpc supervisor.getState [1]
            rpc supervisor.getPID [None]
            rpc supervisor.startProcess
            rpc supervisor.startProcess ['cat', True, 3]
            rpc supervisor.startProcess [1]
            rpc supervisor.startProcess [None]
            rpc supervisor.startProcess ['cat', 'yes']
            rpc supervisor.getProcessInfo [3]
            rpc supervisor.getProcessInfo [[]]
            rpc supervisor.startProcessGroup [3]
            rpc supervisor.startProcessGroup [1.5]
            rpc supervisor.startProcessGroup [True]
            rpc supervisor.startProcessGroup [None]
            rpc supervisor.startProcessGroup [[]]
            rpc supervisor.startProcessGroup [{}]
            rpc supervisor.stopProcessGroup [1e22]
            rpc supervisor.addProcessGroup [3]
            rpc supervisor.addProcessGroup ['cat']
            rpc supervisor.addProcessGroup ['nope']
            rpc supervisor.removeProcessGroup ['cat']
            rpc supervisor.removeProcessGroup ['nope']
            rpc supervisor.removeProcessGroup [[]]
            rpc supervisor.signalProcess ['cat']
            rpc supervisor.signalProcess ['cat', None]
            rpc supervisor.signalProcess ['cat', []]
            rpc supervisor.signalProcess ['cat', 18.9]
            rpc supervisor.signalProcess ['cat', ' cont ']
            rpc supervisor.readLog ['x', 0]
            rpc supervisor.readLog [None, 0]
            rpc supervisor.readLog [-1, 1]
            rpc supervisor.readProcessStdoutLog ['cat', '', 0]
            rpc supervisor.tailProcessStdoutLog ['cat', 0, 'x']
            rpc supervisor.sendRemoteCommEvent ['a', 'b']
            rpc supervisor.sendRemoteCommEvent [1, None]
            rpc supervisor.sendRemoteCommEvent ['a']
            rpc supervisor.clearProcessLogs [3]
            """
        );

    public static Scenario Introspection { get; } =
        new(
            "introspection",
            Cat,
            """
            wait cat RUNNING
            rpc system.listMethods
            rpc system.listMethods [1]
            rpc system.methodHelp ['nope']
            rpc system.methodHelp [3]
            rpc system.methodSignature ['nope']
            rpc system.methodSignature [None]
            rpc system.methodSignature ['supervisor.getState']
            rpc system.methodSignature ['supervisor.getPID']
            rpc system.methodSignature ['supervisor.getProcessInfo']
            rpc system.methodSignature ['supervisor.startProcess']
            rpc system.methodSignature ['supervisor.startProcessGroup']
            rpc system.methodSignature ['supervisor.startAllProcesses']
            rpc system.methodSignature ['supervisor.signalProcess']
            rpc system.methodSignature ['supervisor.signalAllProcesses']
            rpc system.methodSignature ['supervisor.tailProcessLog']
            rpc system.methodSignature ['supervisor.readLog']
            rpc system.methodSignature ['supervisor.reloadConfig']
            rpc system.methodSignature ['supervisor.sendProcessStdin']
            rpc system.methodSignature ['system.multicall']
            rpc system.multicall [[]]
            rpc system.multicall [[{}]]
            rpc system.multicall [[{'methodName': 3}]]
            rpc system.multicall [[{'methodName': ''}]]
            rpc system.multicall [[{'methodName': 'system.multicall', 'params': []}]]
            rpc system.multicall [[{'methodName': 'supervisor.getProcessInfo', 'params': 'x'}]]
            rpc system.multicall [[{'methodName': 'supervisor.getProcessInfo', 'params': [3]}]]
            rpc system.multicall [[{'methodName': 'supervisor.getState', 'params': 3}]]
            rpc system.multicall [[{'methodName': 'supervisor.nope', 'params': []}, {'methodName': 'supervisor.getState'}]]
            rpc system.multicall [[{'methodName': 'supervisor.stopProcess', 'params': ['cat']}, {'methodName': 'supervisor.startProcess', 'params': ['cat']}, {'methodName': 'supervisor.getProcessInfo', 'params': ['cat']}]]
            rpc system.multicall [3]
            rpc system.multicall [{}]
            rpc system.multicall ['x']
            rpc system.multicall [[3]]
            """
        );

    public static Scenario Bodies { get; } =
        new(
            "bodies",
            Cat,
            """
            wait cat RUNNING
            post "<methodCall><methodName>supervisor.getState</methodName></methodCall>"
            post "<methodCall><methodName>supervisor.getState</methodName><params/></methodCall>"
            post "<methodName>supervisor.getAPIVersion</methodName>"
            post "<methodCall><methodName>supervisor.startProcessGroup</methodName><params><param><value>h\u00e9 &lt;&amp;&gt;</value></param></params></methodCall>"
            post "<methodCall><methodName>supervisor.startProcessGroup</methodName><params><param><value><i8>5</i8></value></param></params></methodCall>"
            post "<methodCall><methodName>supervisor.startProcessGroup</methodName><params><param><value><nil/></value></param></params></methodCall>"
            post "<methodCall><methodName>supervisor.startProcessGroup</methodName><params><param><value><double>1e16</double></value></param></params></methodCall>"
            post "<methodCall><methodName>supervisor.startProcessGroup</methodName><params><param><value><dateTime.iso8601>20260102T03:04:05</dateTime.iso8601></value></param></params></methodCall>"
            post "<methodCall><methodName>supervisor.startProcessGroup</methodName><params><param><value><base64>aGVsbG8=</base64></value></param></params></methodCall>"
            post "<methodCall><methodName>supervisor.startProcessGroup</methodName><params><param><value><int/></value></param></params></methodCall>"
            post "<methodCall><methodName>supervisor.startProcessGroup</methodName><params><param><value><string>&nope;</string></value></param></params></methodCall>"
            post "<methodCall></methodCall>"
            post "<methodCall><methodName></methodName></methodCall>"
            post "<a"
            post "<!DOCTYPE x><methodCall><methodName>supervisor.getState</methodName></methodCall>"
            """
        )
        {
            Differences =
            [
                new(
                    """post "<!DOCTYPE x><methodCall><methodName>supervisor.getState</methodName></methodCall>" """.Trim(),
                    "400 text/html",
                    "calls have no document types: they are how entity bombs come"
                ),
            ],
        };
}
