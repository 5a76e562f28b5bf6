namespace Supervisor.Compat.Tests.Scenarios;

/// <summary>The original's supervisorctl: every command, its lines and its exit status.</summary>
internal static class ClientScenarios
{
    private static readonly Section[] Sections =
    [
        Section.Program("cat", "command = 'cat'", "stdout_logfile = '@/cat.out'"),
        Section.Program("man", "command = 'sleep 1000'", "autostart = false"),
        Section.Program("bad", "command = '/nonexistent/x'", "startretries = 0"),
        Section.Group("grp", "programs = ['ga', 'gb']"),
        Section.Program("ga", "command = 'sleep 1000'", "startsecs = 0"),
        Section.Program("gb", "command = 'sh -c \"echo hello && echo err >&2 && exec sleep 1000\"'", "stdout_logfile = '@/gb.out'"),
    ];

    public static Scenario Commands { get; } =
        new(
            "supervisorctl",
            Sections,
            """
            wait cat RUNNING
            wait bad FATAL
            wait grp:ga RUNNING
            wait grp:gb RUNNING
            file gb.out 'hello'
            ctl status
            ctl status cat
            ctl status nope
            ctl status cat nope
            ctl status all
            ctl status grp:*
            ctl status grp:
            ctl status grp:ga
            ctl status grp:nope
            ctl status nope:*
            ctl avail
            ctl pid
            ctl pid cat
            ctl pid man
            ctl pid nope
            ctl pid all
            ctl version
            ctl start
            ctl start cat
            ctl start man
            ctl start bad
            ctl start nope
            ctl start grp:*
            ctl start nope:*
            ctl start cat man
            ctl stop
            ctl stop man
            ctl stop man
            ctl stop man nope
            ctl~ stop grp:*
            ctl stop nope:*
            ctl~ status
            ctl~ start grp:*
            ctl restart
            ctl restart grp:ga
            ctl restart nope
            ctl restart man
            ctl signal
            ctl signal HUP
            ctl signal CONT cat
            ctl signal SIGCONT cat
            ctl signal 18 cat
            ctl signal NOPE cat
            ctl signal CONT bad
            ctl signal CONT nope
            ctl~ signal CONT grp:*
            ctl signal CONT nope:*
            ctl~ signal CONT all
            ctl signal CONT cat man
            ctl tail
            ctl tail nope
            ctl tail grp:gb
            ctl tail grp:gb stdout
            ctl tail -3 grp:gb
            ctl tail -x grp:gb
            ctl tail grp:gb foo
            ctl tail grp:gb stdout x
            ctl tail bad
            ctl clear
            ctl clear grp:gb
            ctl tail grp:gb
            ctl clear nope
            ctl clear grp:*
            ctl~ clear all
            ctl fg
            ctl fg nope
            ctl fg bad
            ctl fg a b
            ctl reread
            ctl update
            ctl update nope
            ctl update all
            ctl add
            ctl add cat
            ctl add nope
            ctl remove
            ctl remove cat
            ctl remove nope
            ctl maintail -x
            ctl maintail a b
            ctl help
            ctl help status
            ctl help nope
            ctl nope
            ctl open
            ctl open x
            ctl exit
            ctl quit
            ctl shutdown now
            ctl reload now
            ctl avail now
            ctl version now
            ctl reread now
            ctl "status cat"
            ctl "signal CONT" cat
            shell 'status cat\nstop cat\nstart cat\nnope\n\nversion\nexit\n'
            shell 'help\n'
            shell 'restart man\nquit\n'
            ctl~ stop all
            ctl stop all
            ctl status
            ctl~ start all
            """
        )
        {
            Differences =
            [
                new("ctl version", "0.", "it is another program"),
                new("shell 'status cat\\nstop cat\\nstart cat\\nnope\\n\\nversion\\nexit\\n'", "0.", "it is another program"),
            ],
        };

    /// <summary>What Ansible's module does for each of its states: it looks at the status and parses the words of the answer.</summary>
    public static Scenario Ansible { get; } =
        new(
            "as Ansible does it",
            [Section.Program("web", "command = 'sleep 1000'"), Section.Program("old", "command = 'sleep 1000'")],
            """
            wait web RUNNING
            wait old RUNNING
            ctl status web
            ctl stop web
            ctl status web
            ctl start web
            ctl status web
            ctl reread
            ctl update
            ctl restart web
            ctl "signal CONT" web
            configure changed
            ctl status new
            ctl reread
            ctl add new
            wait new RUNNING
            ctl status new
            ctl status old
            ctl stop old
            ctl remove old
            ctl status old
            ctl reread
            ctl update web
            wait web RUNNING
            ctl update
            ctl status
            ctl restart web:
            ctl stop all:
            ctl stop new:
            ctl remove new
            ctl add new
            ctl status web new
            """
        )
        {
            Configurations = new(StringComparer.Ordinal)
            {
                ["changed"] = [Section.Program("web", "command = 'sleep 1001'"), Section.Program("new", "command = 'sleep 1000'")],
            },
        };

    public static Scenario Authentication { get; } =
        new(
            "authentication",
            [Section.Program("cat", "command = 'cat'", "autostart = false", "startsecs = 0")],
            """
            rpc supervisor.getState
            rpc system.multicall [[]]
            post "<methodCall><methodName>supervisor.getState</methodName></methodCall>"
            ctl status
            ctl pid
            ctl avail
            ctl start cat
            ctl -u u -p wrong status
            ctl -u x -p "The quick brown fox jumps over the lazy dog" status
            ctl -u u -p "The quick brown fox jumps over the lazy dog" start cat
            ctl -u u -p "The quick brown fox jumps over the lazy dog" status
            ctl -u u -p "The quick brown fox jumps over the lazy dog" avail
            ctl -u u -p "The quick brown fox jumps over the lazy dog" pid
            ctl -u u -p 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12 status
            """
        )
        {
            Server = ["username = 'u'", "password = '{SHA}2fd4e1c67a2d28fced849ee1bb76e7391b93eb12'"],
        };

    public static Scenario Ending { get; } =
        new(
            "ending",
            [Section.Program("cat", "command = 'cat'")],
            """
            wait cat RUNNING
            ctl pid
            ctl reload
            wait cat RUNNING
            rpc supervisor.restart
            wait cat RUNNING
            rpc supervisor.getState
            ctl shutdown
            gone
            ctl status
            ctl start cat
            ctl stop cat
            ctl shutdown
            ctl reload
            ctl avail
            ctl reread
            ctl update
            ctl pid
            ctl version
            rpc supervisor.getState
            """
        );
}
