using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Tests.Surroundings;

namespace Supervisor.Configuration.Tests.Loading;

public class FirstLoadTests
{
    [Fact]
    public void Two_lines_are_a_configuration()
    {
        var settings = Fixture.Settings("[program.web]\ncommand = 'python3 -m \"http server\"'\n");
        var process = settings.Groups.Single().Processes.Single();
        process.DisplayName.ShouldBe("web");
        process.Command.Arguments.ShouldBe(["python3", "-m", "http server"]);
        process.Stdout.File.ShouldBe(new LogFileTarget.Automatic("/tmp", "supervisor"));
        settings.File.ShouldBe("/conf/supervisor.toml");
    }
}
