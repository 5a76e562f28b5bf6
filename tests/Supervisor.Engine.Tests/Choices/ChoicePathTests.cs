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

    [Theory]
    [InlineData(null, null, "/var/lib/supervisor")]
    [InlineData(null, "/b", "/b")]
    [InlineData("/a", "/b", "/b")]
    [InlineData("/a", null, "/home/www/.local/state/supervisor")]
    public void A_reload_moves_it_where_it_was_told_to_and_another_user_does_not(string? old, string? @new, string directory)
    {
        var before = Settings with
        {
            Daemon = Settings.Daemon with { ChosenPersistentDirectory = old, PersistentDirectory = old ?? "/var/lib/supervisor" },
        };
        var after = Settings with
        {
            Daemon = Settings.Daemon with
            {
                ChosenPersistentDirectory = @new,
                PersistentDirectory = @new ?? "/home/www/.local/state/supervisor",
            },
        };
        ChoicePath.After(ChoicePath.Of(before), before, after).ShouldBe($"{directory}/supervisor-16bb3248fce69bdb.choices");
    }

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
