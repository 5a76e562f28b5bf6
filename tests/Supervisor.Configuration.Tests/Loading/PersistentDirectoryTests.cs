using Supervisor.Configuration.Tests.Surroundings;

namespace Supervisor.Configuration.Tests.Loading;

/// <summary>Where what survives a reboot is kept.</summary>
public class PersistentDirectoryTests
{
    private const uint SomeUser = 1000;

    [Fact]
    public void It_can_be_set_and_need_not_exist() =>
        Fixture
            .Settings("[supervisord]\npersistent_directory = '%(here)s/kept/../state'\n")
            .Daemon.PersistentDirectory.ShouldBe("/conf/state");

    [Fact]
    public void Relative_ones_are_seen_from_the_working_directory() =>
        Fixture.Settings("[supervisord]\npersistent_directory = 'state'\n").Daemon.PersistentDirectory.ShouldBe("/conf/state");

    [Theory]
    [InlineData(0, "", null, "/root", "/var/lib/supervisor")]
    [InlineData(0, "", "/state", "/root", "/var/lib/supervisor")]
    [InlineData(0, "user = 'root'", "/state", "/root", "/var/lib/supervisor")]
    [InlineData(SomeUser, "", "/state", "/home/a", "/state/supervisor")]
    [InlineData(SomeUser, "", "not/absolute", "/home/a", "/home/a/.local/state/supervisor")]
    [InlineData(SomeUser, "", "", "/home/a", "/home/a/.local/state/supervisor")]
    [InlineData(SomeUser, "", null, "/home/a", "/home/a/.local/state/supervisor")]
    [InlineData(SomeUser, "", null, null, "/var/lib/supervisor")]
    [InlineData(SomeUser, "", null, "", "/var/lib/supervisor")]
    public void By_default_it_is_that_of_the_system_or_of_the_user(
        uint userId,
        string line,
        string? state,
        string? home,
        string expected
    ) => Read(userId, line, state, home).ShouldBe(expected);

    /// <summary>When the daemon begins anew it is the account already, with the variables of whoever started it first.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    public void Of_an_account_that_the_daemon_becomes_it_is_always_the_same(uint userId) =>
        Read(userId, "user = 'www'", "/state", "/root").ShouldBe("/var/www/.local/state/supervisor");

    private static string Read(uint userId, string line, string? state, string? home)
    {
        var fixture = new Fixture { UserId = userId };
        fixture.Variables.Remove("HOME");
        if (state is not null)
            fixture.Variables["XDG_STATE_HOME"] = state;
        if (home is not null)
            fixture.Variables["HOME"] = home;
        return fixture.SettingsOf($"[supervisord]\n{line}\n").Daemon.PersistentDirectory;
    }
}
