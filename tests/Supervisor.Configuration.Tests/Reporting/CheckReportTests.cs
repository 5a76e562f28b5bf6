using Supervisor.Configuration.Reporting;
using Supervisor.Configuration.Tests.Surroundings;

namespace Supervisor.Configuration.Tests.Reporting;

public class CheckReportTests
{
    [Fact]
    public void It_says_what_would_run()
    {
        var settings = Fixture.Settings(
            """
            [supervisord]
            nodaemon = true
            [unix_http_server]
            file = "/run/s.sock"
            username = "u"
            password = "secret"
            [program.web]
            command = "python3 -m http.server 80%(process_num)02d"
            process_name = "web_%(process_num)02d"
            numprocs = 1
            user = "www"
            directory = "/srv"
            redirect_stderr = true
            stdout_logfile = "/var/log/web.log"
            stdout_logfile_maxbytes = "10MB"
            environment = { TOKEN = "hidden" }
            rlimits = { nofile = 99 }
            stopasgroup = true
            restart_limit = 5
            sockets = { http = "tcp://[::]:8080" }
            """
        );
        CheckReport
            .Render(settings)
            .ShouldBe(
                """
                /conf/supervisor.toml: no mistakes, 1 group, 1 process

                supervisord
                    runs       in the foreground
                    log        /conf/supervisord.log, level info
                    pid file   /conf/supervisord.pid
                    server     unix:///run/s.sock, mode 0700, with a password

                group web, priority 999, 1 process
                  web:web_00
                    command    python3 -m http.server 8000
                    user       www
                    directory  /srv
                    socket     http tcp://[::]:8080
                    stdout     /var/log/web.log, rotated at 10MB with 10 backups
                    stderr     with stdout
                    variables  TOKEN
                    limits     nofile 99
                    starts     with the daemon, counts as started after 1 s, priority 999
                    restarts   unless it exits with 0; a failed start: 3 retries, linear waits from 1 s; at most 5 restarts in 60 s
                    stops      SIGTERM to the process group, after 10 s SIGKILL to the process group

                """
            );
    }

    [Fact]
    public void Secrets_are_not_shown()
    {
        var report = CheckReport.Render(
            Fixture.Settings(
                "[inet_http_server]\nport = 1\nusername = 'u'\npassword = 'geheim'\n[program.a]\ncommand = 'x'\nenvironment = { K = 'geheim' }\n"
            )
        );
        report.ShouldNotContain("geheim");
        report.ShouldContain("http://*:1, with a password");
    }

    [Fact]
    public void A_command_that_will_not_start_says_so() =>
        CheckReport
            .Render(Fixture.Settings("[program.a]\ncommand = \"x 'y\"\nstdout_logfile = 'NONE'\n"))
            .ShouldContain("x 'y (No closing quotation: will not start)");
}
