namespace Supervisor.EndToEnd.Tests.Listeners;

/// <summary>Python programs on the original's own modules, as people write them.</summary>
internal static class ListenerScripts
{
    public const string Python = "/usr/bin/python3";

    /// <summary>Writes each event, as one line of JSON, to the file named first; says OK to all.</summary>
    public const string Recorder = """
        import json, sys
        from supervisor import childutils
        out = open(sys.argv[1], 'a', buffering=1)
        while True:
            headers, payload = childutils.listener.wait(sys.stdin, sys.stdout)
            out.write(json.dumps([headers, payload]) + '\n')
            childutils.listener.ok(sys.stdout)
        """;

    /// <summary>The same, but refuses each event once before it takes it.</summary>
    public const string Reluctant = """
        import json, sys
        from supervisor import childutils
        out = open(sys.argv[1], 'a', buffering=1)
        seen = set()
        while True:
            headers, payload = childutils.listener.wait(sys.stdin, sys.stdout)
            out.write(json.dumps([headers, payload]) + '\n')
            if headers['serial'] in seen:
                childutils.listener.ok(sys.stdout)
            else:
                seen.add(headers['serial'])
                childutils.listener.fail(sys.stdout)
        """;

    /// <summary>
    /// Makes things happen through the control socket named first, each only when the listener has written what came before into the file
    /// named second. Works with the original daemon and with this one.
    /// </summary>
    public const string Scenario = """
        import sys, time, xmlrpc.client
        from supervisor.xmlrpc import SupervisorTransport
        socket, events = sys.argv[1:]
        transport = SupervisorTransport(None, None, 'unix://' + socket)
        daemon = xmlrpc.client.ServerProxy('http://127.0.0.1', transport).supervisor
        def wait(*words):
            for attempt in range(1200):
                with open(events) as file:
                    if any(all(word in line for word in words) for line in file):
                        return
                time.sleep(0.1)
            raise SystemExit('waited in vain for ' + ' '.join(words))
        wait('PROCESS_STATE_RUNNING', 'groupname:watch')
        daemon.startProcess('stay')
        wait('PROCESS_STATE_RUNNING', 'processname:stay')
        daemon.stopProcess('stay')
        wait('PROCESS_STATE_STOPPED', 'processname:stay')
        daemon.startProcess('crash', False)
        wait('PROCESS_STATE_FATAL', 'processname:crash')
        daemon.startProcess('talk', False)
        wait('PROCESS_STATE_EXITED', 'processname:talk')
        daemon.startProcess('confide', False)
        wait('PROCESS_STATE_EXITED', 'processname:confide')
        daemon.startProcess('pair:second', False)
        wait('PROCESS_STATE_EXITED', 'processname:second')
        daemon.sendRemoteCommEvent('deploy', 'one line\nand h\u00e9llo')
        wait('REMOTE_COMMUNICATION')
        daemon.removeProcessGroup('stay')
        wait('PROCESS_GROUP_REMOVED')
        daemon.addProcessGroup('stay')
        daemon.shutdown()
        """;
}
