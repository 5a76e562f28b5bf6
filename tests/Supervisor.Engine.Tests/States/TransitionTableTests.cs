using Supervisor.Engine.States;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Tests.States;

public sealed class TransitionTableTests
{
    /// <summary>
    /// Every situation a process can be in against every input: the state that follows, "+" with the action, "-" where nothing changes,
    /// "!" where the input cannot come. Each input comes at the situation's deadline (or a second later, where it has none).
    /// </summary>
    private const string Table = """
        situation            | start          | stop           | shutdown       | spawned  | failed  | exited  | group   | unsignalled | deadline
        STOPPED              | STARTING+Spawn | -              | -              | !        | !       | !       | !       | -           | -
        STARTING spawning    | -              | STOPPING+Term  | STOPPING+Term  | STARTING | BACKOFF | !       | !       | UNKNOWN     | -
        STARTING alive       | -              | STOPPING+Term  | STOPPING+Term  | !        | !       | EXITED  | !       | UNKNOWN     | RUNNING
        RUNNING              | -              | STOPPING+Term  | STOPPING+Term  | !        | !       | EXITED  | !       | UNKNOWN     | -
        BACKOFF              | -              | STOPPED        | FATAL          | !        | !       | !       | !       | -           | STARTING+Spawn
        STOPPING spawning    | -              | -              | -              | STOPPING | STOPPED | !       | !       | UNKNOWN     | STOPPING+Kill
        STOPPING alive       | -              | -              | -              | !        | !       | STOPPED | !       | UNKNOWN     | STOPPING+Kill
        STOPPING group       | -              | -              | -              | !        | !       | !       | STOPPED | UNKNOWN     | STOPPING+Kill
        EXITED               | STARTING+Spawn | -              | -              | !        | !       | !       | !       | -           | -
        EXITED with restart  | STARTING+Spawn | STOPPED        | STOPPED        | !        | !       | !       | !       | -           | STARTING+Spawn
        ONESHOT spawning     | -              | STOPPING+Term  | STOPPING+Term  | STARTING | BACKOFF | !       | !       | UNKNOWN     | -
        ONESHOT starting     | -              | STOPPING+Term  | STOPPING+Term  | !        | !       | BACKOFF | !       | UNKNOWN     | RUNNING
        ONESHOT running      | -              | STOPPING+Term  | STOPPING+Term  | !        | !       | BACKOFF | !       | UNKNOWN     | -
        ONESHOT tried again  | -              | STOPPED        | FATAL          | !        | !       | !       | !       | -           | STARTING+Spawn
        ONESHOT completed    | STARTING+Spawn | -              | -              | !        | !       | !       | !       | -           | -
        FATAL                | STARTING+Spawn | -              | -              | !        | !       | !       | !       | -           | -
        UNKNOWN spawning     | -              | -              | -              | UNKNOWN  | STOPPED | !       | !       | -           | -
        UNKNOWN alive        | -              | -              | -              | !        | !       | STOPPED | !       | -           | -
        UNKNOWN group        | -              | -              | -              | !        | !       | !       | STOPPED | -           | -
        """;

    private static readonly Dictionary<string, Func<ProcessScene>> Situations = new(StringComparer.Ordinal)
    {
        ["STOPPED"] = () => new ProcessScene(),
        ["STARTING spawning"] = () => new ProcessScene().Spawning(),
        ["STARTING alive"] = () => new ProcessScene().Starting(),
        ["RUNNING"] = () => new ProcessScene().Running(),
        ["BACKOFF"] = () => new ProcessScene().Backoff(),
        ["STOPPING spawning"] = () => new ProcessScene().StoppingWhileSpawning(),
        ["STOPPING alive"] = () => new ProcessScene().Stopping(),
        ["STOPPING group"] = () => new ProcessScene().Lingering(),
        ["EXITED"] = () => new ProcessScene().Exited(),
        ["EXITED with restart"] = () => new ProcessScene().AwaitingRestart(),
        ["ONESHOT spawning"] = () => new ProcessScene().Oneshot().Spawning(),
        ["ONESHOT starting"] = () => new ProcessScene().Oneshot().Starting(),
        ["ONESHOT running"] = () => new ProcessScene().Oneshot().Running(),
        ["ONESHOT tried again"] = () => new ProcessScene().Oneshot().TriedAgain(),
        ["ONESHOT completed"] = () => new ProcessScene().Oneshot().Exited(),
        ["FATAL"] = () => new ProcessScene().Fatal(),
        ["UNKNOWN spawning"] = () => new ProcessScene().UnknownWhileSpawning(),
        ["UNKNOWN alive"] = () => new ProcessScene().Unknown(),
        ["UNKNOWN group"] = () => new ProcessScene().UnknownGroup(),
    };

    private static readonly ProcessInput[] Inputs =
    [
        ProcessInput.StartRequested,
        ProcessInput.StopRequested,
        ProcessInput.ShutdownRequested,
        ProcessInput.Spawned(99),
        ProcessInput.SpawnFailed("can't find command 'x'"),
        ProcessScene.ExitWith(1),
        ProcessInput.GroupEmptied,
        ProcessInput.SignalFailed("kill: EPERM"),
        ProcessInput.DeadlinePassed,
    ];

    private static readonly ChildPresence[] Presences = Enum.GetValues<ChildPresence>();

    public static TheoryData<string, string> Rows()
    {
        var rows = new TheoryData<string, string>();
        foreach (var line in Table.Split('\n').Skip(1))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            rows.Add(cells[0], string.Join(" | ", cells.Skip(1)));
        }
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_situation_answers_every_input_as_the_table_says(string situation, string answers) =>
        string.Join(" | ", Inputs.Select(input => Answer(Situations[situation](), input))).ShouldBe(answers);

    [Fact]
    public void The_table_has_a_column_for_every_input_and_a_row_for_every_situation()
    {
        Inputs.Select(input => input.Kind).ShouldBe(Enum.GetValues<ProcessInputKind>());
        Rows().Select(row => (string)row[0]).ShouldBe(Situations.Keys);
        Situations.Values.Select(situation => situation().Status.State).Distinct().ShouldBe(ProcessStates.All, ignoreOrder: true);
    }

    /// <summary>Also statuses that no sequence of inputs leads to.</summary>
    [Fact]
    public void Every_status_answers_every_input_and_an_impossible_one_changes_nothing()
    {
        foreach (var state in ProcessStates.All)
        foreach (var child in Presences)
        foreach (var input in Inputs)
        foreach (var deadline in new MonotonicTime?[] { null, ProcessScene.At(999), ProcessScene.At(1001) })
        foreach (var allowed in new[] { true, false })
        {
            var scene = new ProcessScene
            {
                Status = new ProcessStatus
                {
                    State = state,
                    Child = child,
                    Deadline = deadline,
                },
                RestartsAllowed = allowed,
            };
            var before = scene.Status;
            var decision = scene.Put(input);
            decision.IsExpected.ShouldBe(IsPossible(state, child, input.Kind), $"{input.Kind} in {state} with {child}");
            decision.Reason.ShouldNotBeNull();
            if (decision.IsExpected)
                continue;
            decision.ShouldBe(
                new ProcessDecision(
                    before,
                    ProcessAction.None,
                    $"{input.Kind} while {state.Word()} with child {child}",
                    PassedStates.None,
                    IsExpected: false
                )
            );
        }
    }

    /// <summary>What is told of a child needs that child, and a state that has one; requests, deadlines and failed signals can come at any time.</summary>
    private static bool IsPossible(ProcessState state, ChildPresence child, ProcessInputKind input) =>
        input switch
        {
            ProcessInputKind.Spawned or ProcessInputKind.SpawnFailed => child == ChildPresence.Spawning
                && (state is ProcessState.Starting or ProcessState.Stopping or ProcessState.Unknown),
            ProcessInputKind.Exited => child == ChildPresence.Alive
                && (state is ProcessState.Starting or ProcessState.Running or ProcessState.Stopping or ProcessState.Unknown),
            ProcessInputKind.GroupEmptied => child == ChildPresence.GroupOnly && (state is ProcessState.Stopping or ProcessState.Unknown),
            _ => true,
        };

    private static string Answer(ProcessScene scene, in ProcessInput input)
    {
        scene.Now = scene.Status.Deadline ?? scene.Now + TimeSpan.FromSeconds(1);
        var before = scene.Status;
        var decision = scene.Put(input);
        if (!decision.IsExpected)
            return decision.Next == before ? "!" : "! and changed";
        if (decision == new ProcessDecision(before, ProcessAction.None, ""))
            return "-";
        return decision.Next.State.Word()
            + decision.Action switch
            {
                ProcessAction.Spawn => "+Spawn",
                ProcessAction.SendStopSignal => "+Term",
                ProcessAction.Kill => "+Kill",
                _ => "",
            };
    }
}
