using Supervisor.Engine.Descendants;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Descendants;

public sealed class MembershipJudgeTests
{
    private const uint User = 1000;
    private const uint Other = 1001;
    private const ulong In = 7001;
    private const ulong Out = 7002;
    private const ulong OtherOut = 7003;

    [Fact]
    public void What_fell_to_the_keeper_is_of_a_start_that_an_earlier_master_began() =>
        new JudgeScene()
            .Program("web", traits => traits with { Launch = new LaunchTraits(null, 200, IsOfEarlierMaster: true) })
            .Process(30, JudgeScene.Keeper, start: 201)
            .Process(31, JudgeScene.Keeper, start: 199)
            .Process(32, 1, start: 201)
            .Judge()
            .ShouldBe("web: 30 ancestry");

    [Fact]
    public void Descendants_of_the_main_process_are_known_by_ancestry_and_the_daemons_own_are_nobodys() =>
        new JudgeScene()
            .Program("web", traits => traits with { MainProcessId = 20 })
            .Process(20, JudgeScene.Daemon)
            .Process(21, 20)
            .Process(22, 21)
            .Process(90, 1)
            .Judge()
            .ShouldBe("web: 20 main, 21 ancestry, 22 ancestry");

    [Fact]
    public void Zombies_are_not_told_and_their_children_are() =>
        new JudgeScene()
            .Program("web", traits => traits with { MainProcessId = 20 })
            .Process(20, JudgeScene.Daemon, state: 'Z')
            .Process(21, 20, state: 'X')
            .Process(22, 20)
            .Judge()
            .ShouldBe("web: 22 ancestry");

    [Fact]
    public void Who_lives_in_the_control_group_is_the_programs_wherever_its_parent_is() =>
        new JudgeScene()
            .Program("web", traits => traits with { ControlGroup = new ControlGroup("/g/web") })
            .InGroup("/g/web", 30, 31, 99)
            .Process(30, 1)
            .Process(31, JudgeScene.Daemon)
            .Process(32, 31)
            .Judge()
            .ShouldBe("web: 30 cgroup, 31 cgroup, 32 ancestry");

    [Fact]
    public void The_daemon_itself_is_never_a_member() =>
        new JudgeScene()
            .Program("web", traits => traits with { ControlGroup = new ControlGroup("/g/web"), MainProcessId = JudgeScene.Daemon })
            .InGroup("/g/web", JudgeScene.Daemon, JudgeScene.Keeper, JudgeScene.Foreign)
            .Judge()
            .ShouldBe("");

    [Theory]
    [InlineData(JudgeScene.Daemon)]
    [InlineData(JudgeScene.Keeper)]
    public void Orphans_are_known_by_the_pipe_that_they_hold_and_bring_their_children(int root) =>
        new JudgeScene()
            .Program("web", traits => traits with { ReadPipe = In, WrittenPipes = [Out] })
            .Process(30, root)
            .Writes(30, Out)
            .Process(31, 30)
            .Process(32, root)
            .Reads(32, In)
            .Judge()
            .ShouldBe("web: 30 pipe, 31 ancestry, 32 pipe");

    /// <summary>A child of the daemon that has not executed its program yet has all that the daemon has.</summary>
    [Fact]
    public void Who_holds_an_end_that_the_daemon_keeps_to_itself_is_not_known_by_it() =>
        new JudgeScene()
            .Program("web", traits => traits with { ReadPipe = In, WrittenPipes = [Out] })
            .Process(30, JudgeScene.Daemon)
            .Writes(30, Out)
            .Reads(30, Out)
            .Process(31, JudgeScene.Daemon)
            .Writes(31, In)
            .Judge()
            .ShouldBe("");

    [Fact]
    public void Who_holds_pipes_of_two_programs_has_been_handed_some() =>
        new JudgeScene()
            .Program("db", traits => traits with { WrittenPipes = [OtherOut] })
            .Program("web", traits => traits with { WrittenPipes = [Out] })
            .Process(30, JudgeScene.Daemon)
            .Writes(30, Out)
            .Writes(30, OtherOut)
            .Judge()
            .ShouldBe("");

    [Fact]
    public void A_process_of_another_program_stays_its_own_whatever_it_holds() =>
        new JudgeScene()
            .Program("db", traits => traits with { MainProcessId = 20 })
            .Program("web", traits => traits with { WrittenPipes = [Out] })
            .Process(20, JudgeScene.Daemon)
            .Process(21, 20)
            .Writes(20, Out)
            .Writes(21, Out)
            .Inherits(21, "web")
            .Judge()
            .ShouldBe("db: 20 main, 21 ancestry");

    [Fact]
    public void A_strangers_process_is_not_the_programs_although_it_was_handed_its_pipe_or_says_its_name() =>
        new JudgeScene()
            .Program("web", traits => traits with { UserId = User, WrittenPipes = [Out] })
            .Process(30, 1)
            .Users(30, 0)
            .Writes(30, Out)
            .Inherits(30, "web")
            .Process(31, 1)
            .Users(31, Other)
            .Writes(31, Out)
            .Process(32, 1)
            .Users(32, Other, User)
            .Inherits(32, "web")
            .Judge()
            .ShouldBe("");

    [Fact]
    public void An_orphan_with_other_rights_than_the_programs_user_is_not_known_by_what_it_carries() =>
        new JudgeScene()
            .Program("web", traits => traits with { UserId = User, WrittenPipes = [Out] })
            .Process(30, JudgeScene.Daemon)
            .Users(30, Other)
            .Writes(30, Out)
            .Process(31, JudgeScene.Daemon)
            .Users(31, User, 0)
            .Writes(31, Out)
            .Judge()
            .ShouldBe("web: 31 pipe");

    [Fact]
    public void Orphans_of_roots_program_may_be_anybodys() =>
        new JudgeScene()
            .Program("web", traits => traits with { UserId = 0, WrittenPipes = [Out] })
            .Process(30, JudgeScene.Daemon)
            .Users(30, Other)
            .Writes(30, Out)
            .Judge()
            .ShouldBe("web: 30 pipe");

    /// <summary>After the keeper and the master have both died.</summary>
    [Fact]
    public void What_fell_to_pid_1_is_the_programs_if_it_is_wholly_its_users()
    {
        var scene = new JudgeScene()
            .Program("root", traits => traits with { WrittenPipes = [OtherOut] })
            .Program("web", traits => traits with { UserId = User, WrittenPipes = [Out] })
            .Process(30, 1)
            .Users(30, User)
            .Writes(30, Out)
            .Process(31, 1)
            .Users(31, User)
            .Inherits(31, "web")
            .Process(32, 1)
            .Users(32, User, 0)
            .Writes(32, Out)
            .Process(33, 1)
            .Users(33, 0)
            .Writes(33, OtherOut);
        scene.Judge().ShouldBe("web: 30 pipe, 31 variable");
        // Strangers are not even looked at.
        scene.LookedAt.ShouldBe([30, 31], ignoreOrder: true);
    }

    [Fact]
    public void Of_processes_beside_the_daemons_none_is_looked_at_where_all_programs_are_roots()
    {
        var scene = new JudgeScene().Program("web", traits => traits with { WrittenPipes = [Out] }).Process(30, 1).Writes(30, Out);
        scene.Judge().ShouldBe("");
        scene.LookedAt.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(20, 77)]
    [InlineData(77, 20)]
    public void An_orphan_of_the_group_or_session_of_an_ended_main_process_is_the_programs(int group, int session) =>
        new JudgeScene()
            .Program("web", traits => traits with { Runs = [new PastRun(20, 100, 200)] })
            .Process(30, JudgeScene.Daemon, group, session, start: 100)
            .Process(31, JudgeScene.Daemon, group, session, start: 200)
            .Process(32, JudgeScene.Daemon, group, session, start: 99)
            .Process(33, JudgeScene.Daemon, group, session, start: 201)
            .Process(35, 30, start: 300)
            .Judge()
            .ShouldBe("web: 30 group, 31 group, 35 ancestry");

    /// <summary>After the keeper and the master have both died; also where the program is root's.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(User)]
    public void Of_such_a_group_is_what_fell_to_pid_1_the_programs_if_it_is_wholly_its_users(uint user) =>
        new JudgeScene()
            .Program("web", traits => traits with { UserId = user, Runs = [new PastRun(20, 100, 200)] })
            .Process(30, 1, group: 20, start: 150)
            .Users(30, user)
            .Process(31, 1, group: 20, start: 150)
            .Users(31, Other)
            .Process(32, 1, group: 20, start: 150)
            .Users(32, user, Other)
            .Process(33, 1, group: 20, start: 201)
            .Users(33, user)
            .Process(34, 30, start: 300)
            .Judge()
            .ShouldBe("web: 30 group, 34 ancestry");

    [Fact]
    public void The_group_says_more_than_what_the_orphan_carries() =>
        new JudgeScene()
            .Program("db", traits => traits with { WrittenPipes = [OtherOut] })
            .Program("web", traits => traits with { Runs = [new PastRun(20, 100, 200)] })
            .Process(30, JudgeScene.Daemon, group: 20)
            .Writes(30, OtherOut)
            .Judge()
            .ShouldBe("web: 30 group");

    [Fact]
    public void An_inherited_variable_counts_with_the_mark_of_this_instance() =>
        new JudgeScene()
            .Program("web")
            .Process(30, JudgeScene.Daemon)
            .Inherits(30, "web")
            .Process(31, JudgeScene.Daemon)
            .Inherits(31, "web", mark: "of another")
            .Process(32, JudgeScene.Daemon)
            .Inherits(32, "gone")
            .Process(33, JudgeScene.Daemon)
            .Judge()
            .ShouldBe("web: 30 variable");

    [Fact]
    public void What_fell_to_the_daemon_since_a_program_was_launched_is_its_own_although_it_has_let_go_of_everything() =>
        new JudgeScene()
            .Program("db", traits => traits with { MainProcessId = 20 })
            .Program("web", traits => traits with { Launch = new LaunchTraits(null, 200) })
            .Process(20, JudgeScene.Daemon, start: 250)
            .Process(30, JudgeScene.Daemon, start: 200)
            .Process(31, JudgeScene.Keeper, start: 201)
            .Process(32, JudgeScene.Daemon, start: 199)
            .Process(33, 1, start: 201)
            .Process(34, 30, start: 202)
            .Judge()
            .ShouldBe("db: 20 main; web: 30 ancestry, 34 ancestry");

    [Fact]
    public void Of_several_that_are_launched_it_is_the_one_whose_pid_file_names_it_or_nobodys() =>
        new JudgeScene()
            .Program("db", traits => traits with { Launch = new LaunchTraits("31", 100) })
            .Program("web", traits => traits with { Launch = new LaunchTraits(null, 100) })
            .Process(30, JudgeScene.Daemon)
            .Process(31, JudgeScene.Daemon)
            .Judge()
            .ShouldBe("db: 31 ancestry");

    [Theory]
    [InlineData(20)]
    [InlineData(30)]
    [InlineData(40)]
    [InlineData(50)]
    public void A_pid_file_makes_no_strangers_process_the_programs(int named) =>
        new JudgeScene()
            .Program("db", traits => traits with { MainProcessId = 20 })
            .Program("web", traits => traits with { UserId = User, Launch = new LaunchTraits($"{named}", 200) })
            .Process(20, JudgeScene.Daemon, start: 300)
            .Process(30, 1, start: 300)
            .Users(30, User)
            .Process(40, JudgeScene.Daemon, start: 300)
            .Users(40, Other)
            .Process(50, JudgeScene.Daemon, start: 100)
            .Users(50, User)
            .Judge()
            .ShouldBe("db: 20 main");

    /// <summary>After the keeper and the master have both died, of a daemon that has let go of everything.</summary>
    [Theory]
    [InlineData(0u)]
    [InlineData(User)]
    public void What_fell_to_pid_1_is_launched_if_a_pid_file_names_it_that_none_but_root_and_its_user_can_write(uint user) =>
        Vouched(user, trusted: user, writtenAt: 210, start: 209).ShouldBe("web: 30 ancestry, 31 ancestry");

    [Theory]
    [InlineData(Other, 210, 209, true)]
    [InlineData(User, 210, 199, true)]
    [InlineData(User, 210, 213, true)]
    [InlineData(User, 210, 209, false)]
    public void A_pid_file_that_others_can_write_or_that_is_older_than_who_has_the_pid_makes_it_not_the_programs(
        uint trusted,
        ulong writtenAt,
        ulong start,
        bool isOfEarlierMaster
    ) => Vouched(User, trusted, writtenAt, start, isOfEarlierMaster).ShouldBe("");

    [Fact]
    public void Such_a_pid_file_names_no_stranger_of_another_user_and_no_child_of_anybody() =>
        new JudgeScene { Trusted = (User, 210) }
            .Program("db", traits => traits with { UserId = User, Launch = new LaunchTraits("40", 200, IsOfEarlierMaster: true) })
            .Program("web", traits => traits with { UserId = User, Launch = new LaunchTraits("30", 200, IsOfEarlierMaster: true) })
            .Process(30, 1, start: 205)
            .Users(30, User, Other)
            .Process(40, 90, start: 205)
            .Users(40, User)
            .Process(90, 1, start: 50)
            .Judge()
            .ShouldBe("");

    [Fact]
    public void A_mark_is_short_and_differs_by_pid_file()
    {
        InstanceMark.Of("/run/a.pid").ShouldMatch("^[0-9a-f]{16}$");
        InstanceMark.Of("/run/a.pid").ShouldBe(InstanceMark.Of("/run/a.pid"));
        InstanceMark.Of("/run/a.pid").ShouldNotBe(InstanceMark.Of("/run/b.pid"));
    }

    private static string Vouched(uint user, uint trusted, ulong writtenAt, ulong start, bool isOfEarlierMaster = true) =>
        new JudgeScene { Trusted = (trusted, writtenAt) }
            .Program("web", traits => traits with { UserId = user, Launch = new LaunchTraits("30", 200, isOfEarlierMaster) })
            .Process(30, 1, start: start)
            .Users(30, user)
            .Process(31, 30, start: 300)
            .Judge();
}
