namespace Supervisor.Compat.Tests.Scenarios;

/// <summary>Another configuration, read and taken up by XML-RPC and by supervisorctl.</summary>
internal static class ReloadScenarios
{
    public static Scenario Reload { get; } =
        new(
            "reload",
            [
                Section.Program("a", "command = 'sleep 1000'"),
                Section.Program("b", "command = 'sleep 1000'"),
                Section.Group("g", "programs = ['c']"),
                Section.Program("c", "command = 'sleep 1000'"),
            ],
            """
            wait a RUNNING
            wait b RUNNING
            wait g:c RUNNING
            rpc supervisor.reloadConfig
            configure changed
            rpc supervisor.reloadConfig
            rpc supervisor.reloadConfig
            ctl reread
            ctl avail
            rpc supervisor.addProcessGroup ['d']
            wait d RUNNING
            rpc supervisor.addProcessGroup ['d']
            rpc supervisor.removeProcessGroup ['a']
            rpc supervisor.stopProcess ['a']
            rpc supervisor.removeProcessGroup ['a']
            rpc supervisor.addProcessGroup ['a']
            rpc supervisor.getProcessInfo ['a']
            ctl update
            wait b RUNNING
            ctl status
            ctl update
            ctl reread
            configure fewer
            ctl update b
            ctl update
            ctl status
            ctl avail
            configure wrong
            ctl status
            """
        )
        {
            Configurations = new(StringComparer.Ordinal)
            {
                ["changed"] =
                [
                    Section.Program("b", "command = 'sleep 1001'"),
                    Section.Group("g", "programs = ['c']"),
                    Section.Program("c", "command = 'sleep 1000'"),
                    Section.Program("d", "command = 'sleep 1000'"),
                ],
                ["fewer"] = [Section.Program("d", "command = 'sleep 1000'")],
                ["wrong"] = [Section.Program("d", "autostart = true")],
            },
        };
}
