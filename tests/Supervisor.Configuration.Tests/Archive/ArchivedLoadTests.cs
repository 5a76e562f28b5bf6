using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Supervisor.Configuration.Archive;
using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Comparison;
using Supervisor.Configuration.Loading;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Tests.Loading;
using Supervisor.Configuration.Tests.Surroundings;

namespace Supervisor.Configuration.Tests.Archive;

/// <summary>An archived load comes to the same again. That of every other configuration of these tests is shown where it is loaded.</summary>
public class ArchivedLoadTests
{
    [Fact]
    public void Files_that_are_changed_later_do_not_matter()
    {
        var fixture = Everything();
        var (before, archive) = fixture.Record("supervisor.toml");
        fixture.Files.Add("/conf/app.env", "X=2\n").Add("/conf/conf.d/late.toml", "[program.late]\ncommand = 'x'\n");
        fixture.Files.Add("/conf/conf.d/early.toml", "[program.early]\ncommand = 'other'\n").Add("/conf/supervisor.toml", "not = [toml");
        ArchiveReplay.ShouldEqual(new ArchivedLoad(archive, fixture.Sources).Load(), before);
        ArchiveReplay.ShouldEqual(ArchiveReplay.Of(archive), before);
    }

    [Fact]
    public void Files_that_are_gone_do_not_matter()
    {
        var (before, archive) = Everything().Record("supervisor.toml");
        before.Settings.ShouldNotBeNull();
        ArchiveReplay.ShouldEqual(new ArchivedLoad(ArchiveReplay.Parse(archive.ToBytes()), new Fixture().Sources).Load(), before);
    }

    [Fact]
    public void The_difference_to_the_present_files_is_that_of_an_ordinary_reload() =>
        Prop.ForAll<int, int>(
                (first, second) =>
                {
                    var fixture = new Fixture();
                    fixture.Files.Add("/conf/supervisor.toml", RandomConfiguration.Text(first));
                    var (before, archive) = fixture.Record("supervisor.toml");
                    var after = fixture.SettingsOf(RandomConfiguration.Text(second));
                    var recovered = ArchiveReplay.Of(archive).Settings.ShouldNotBeNull();
                    Told(SettingsDifference.Between(recovered, after)).ShouldBe(Told(SettingsDifference.Between(before.Settings!, after)));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Options_of_the_command_line_are_kept()
    {
        var fixture = new Fixture();
        fixture.Files.Add("/conf/supervisor.toml", "[supervisord]\nloglevel = 'info'\nrecovery = true\n");
        var (_, archive) = fixture.Record("supervisor.toml", ("loglevel", "debug"), ("recovery", "false"), ("identifier", "x"));
        var daemon = ArchiveReplay.Of(archive).Settings.ShouldNotBeNull().Daemon;
        (daemon.LogLevel, daemon.Recovery, daemon.Identifier).ShouldBe((DaemonLogLevel.Debug, false, "x"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a=b\n'\"\t %(here)s %% \u0001")]
    [InlineData("\u00e4\u20ac\U0001f600")]
    [InlineData("\ud800 alone, \ufffd \udfff")]
    public void Variables_keep_every_character(string value)
    {
        var fixture = new Fixture { Variables = { ["STRANGE"] = value } };
        fixture.Files.Add("/conf/supervisor.toml", "[program.a]\ncommand = 'x'\nenvironment = { S = '<%(ENV_STRANGE)s>' }\n");
        var (_, archive) = fixture.Record("supervisor.toml");
        var process = ArchiveReplay.Of(archive).Settings.ShouldNotBeNull().Groups.Single().Processes.Single();
        process.Environment["S"].ShouldBe($"<{value}>");
    }

    [Fact]
    public void An_archive_does_not_change_with_the_variables_it_was_made_from()
    {
        var fixture = Everything();
        var (before, archive) = fixture.Record("supervisor.toml");
        var bytes = archive.ToBytes();
        fixture.Variables["WORKERS"] = "77";
        fixture.Variables.Remove("HOME");
        archive.ToBytes().ShouldBe(bytes);
        ArchiveReplay.ShouldEqual(ArchiveReplay.Of(archive), before);
    }

    [Fact]
    public void Equal_loads_have_equal_archives() =>
        Everything().Record("supervisor.toml").Archive.ToBytes().ShouldBe(Everything().Record("supervisor.toml").Archive.ToBytes());

    [Fact]
    public void A_load_that_failed_fails_again_in_the_same_words()
    {
        var fixture = new Fixture();
        fixture.Files.Add("/conf/supervisor.toml", "[program.a]\ncommand = 'x'\nuser = 'nobody-here'\nenvironment_file = 'no.env'\n");
        var (before, archive) = fixture.Record("supervisor.toml");
        before.Errors.Count().ShouldBe(2);
        ArchiveReplay.ShouldEqual(ArchiveReplay.Of(archive), before);
        ArchiveReplay.ShouldEqual(ArchiveReplay.Of(fixture.Record("missing.toml").Archive), fixture.Record("missing.toml").Result);
    }

    /// <summary>As a later version might, whose loading looks at more.</summary>
    [Fact]
    public void What_the_load_did_not_ask_is_asked_now()
    {
        var fixture = Everything();
        var (before, archive) = fixture.Record("supervisor.toml");
        var forgetful = new ConfigurationArchive(
            archive.RootFile,
            archive.Overrides,
            archive.Surroundings,
            archive.Answers with
            {
                Users = SourceAnswers.None.Users,
                Directories = SourceAnswers.None.Directories,
                Contents = archive.Answers.Contents.Remove("/conf/app.env"),
            }
        );
        fixture.Files.Add("/conf/app.env", "X=now\n").Add("/conf/supervisor.toml", "");
        var replayed = new ArchivedLoad(forgetful, fixture.Sources).Load().Settings.ShouldNotBeNull();
        SettingsDifference
            .Between(before.Settings.ShouldNotBeNull(), replayed)
            .Processes.Where(process => process.Kind == ChangeKind.Changed)
            .ShouldAllBe(process => process.Reason == "environment changed" && process.New!.Environment["X"] == "now");
    }

    private static string[] Told(SettingsDifference difference) =>
        [
            .. difference.Processes.Select(process => $"{process.Process.DisplayName}: {process.Kind} {process.Reason} {process.Needs}"),
            .. difference.Groups.Select(group => $"{group.Group.Name}: {group.Kind} {string.Join(' ', group.ChangedKeys)}"),
            .. difference.Daemon.NeedRestart,
            .. difference.Daemon.Live,
        ];

    private static Fixture Everything()
    {
        var fixture = new Fixture();
        fixture.Files.Add("/conf/supervisor.toml", RobustnessTests.Everything);
        fixture.Files.Add("/conf/app.env", "X=1\n").Add("/conf/conf.d/early.toml", "[program.early]\ncommand = 'x'\n");
        return fixture;
    }
}
