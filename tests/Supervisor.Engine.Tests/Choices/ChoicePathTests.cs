using Supervisor.Configuration.Settings;
using Supervisor.Engine.Choices;
using Supervisor.Engine.Tests.Control;

namespace Supervisor.Engine.Tests.Choices;

public sealed class ChoicePathTests
{
    private static readonly SupervisorSettings Settings = TextConfiguration.Read("[supervisord]\npersistent_directory = '/kept'\n");

    /// <summary>Another name after an update of the daemon would lose what was chosen.</summary>
    [Fact]
    public void It_stays_the_same() => ChoicePath.Of(Settings).ShouldBe("/kept/supervisor-16bb3248fce69bdb.choices");

    [Fact]
    public void Another_file_or_identifier_is_another_daemon_and_the_pid_file_is_none()
    {
        var daemon = Settings.Daemon;
        string[] paths =
        [
            ChoicePath.Of(Settings),
            ChoicePath.Of(Settings with { File = "/conf/other.toml" }),
            ChoicePath.Of(Settings with { Daemon = daemon with { Identifier = "other" } }),
        ];
        paths.ShouldBeUnique();
        ChoicePath.Of(Settings with { Daemon = daemon with { PidFile = "/run/other.pid" } }).ShouldBe(paths[0]);
    }
}
