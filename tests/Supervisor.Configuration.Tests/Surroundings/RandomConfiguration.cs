using System.Text;

namespace Supervisor.Configuration.Tests.Surroundings;

/// <summary>Good configurations that differ in some of their keys, programs and groups.</summary>
internal static class RandomConfiguration
{
    private static readonly string[] Keys =
    [
        "autostart = false",
        "startsecs = 3",
        "startretries = 'infinite'",
        "exitcodes = [0, 2]",
        "stopsignal = 'INT'",
        "user = 'www'",
        "umask = '027'",
        "nice = 5",
        "oom_score_adj = 300",
        "rlimits = { nofile = 99, core = 'unlimited' }",
        "environment = { A = '1', B = '%(process_num)d' }",
        "redirect_stderr = true",
        "stdout_logfile = 'NONE'",
        "stdout_logfile_maxbytes = '1MB'",
        "stderr_syslog = true",
        "log_format = 'json'",
        "directory = '/srv/%(program_name)s'",
        "backoff = 'exponential'",
        "priority = 7",
        "sockets = { s = 'unix:///run/%(program_name)s.sock' }",
    ];

    public static string Text(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("[supervisord]\n");
        if (random.Next(2) == 0)
            text.Append("loglevel = 'debug'\nenvironment = { G = '1' }\n");
        var grouped = new List<string>();
        foreach (var name in (string[])["a", "b", "c", "d"])
        {
            if (random.Next(4) == 0)
                continue;
            var count = random.Next(4);
            text.Append($"[program.{name}]\ncommand = 'run {random.Next(3)} %(process_num)d'\nnumprocs = {count}\n");
            text.Append("process_name = '%(program_name)s%(process_num)d'\n");
            foreach (var key in Keys.Where(_ => random.Next(5) == 0))
                text.Append(key).Append('\n');
            if (random.Next(3) == 0)
                grouped.Add(name);
        }
        if (grouped.Count > 0)
            text.Append($"[group.g]\nprograms = [{string.Join(", ", grouped.Select(name => $"'{name}'"))}]\npriority = {random.Next(3)}\n");
        return text.ToString();
    }
}
