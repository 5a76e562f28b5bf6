using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Supervisor.Posix.Spawning;

namespace Supervisor.Posix.Tests.Spawning;

public sealed class ProcessSpawnerTests : IDisposable
{
    private readonly ProcessSpawner _spawner = new();
    private readonly PublishedProcessId _published = new();

    public void Dispose() => _spawner.Dispose();

    [Fact]
    public void A_child_gets_its_arguments_environment_directory_and_descriptors()
    {
        var output = RunShell(
            "echo \"$0|$1|$A|$(pwd)|$(umask)\"; echo err >&2",
            specification =>
                specification with
                {
                    Arguments = ["sh", "-c", specification.Arguments[2], "zero", "one two"],
                    Environment = [.. Variables("A=ä b", "PATH=/usr/bin:/bin")],
                    Directory = "/usr",
                    Umask = 0x3F,
                }
        );
        output.ShouldBe("zero|one two|ä b|/usr|0077\nerr\n");
    }

    [Fact]
    public void A_child_leads_its_own_process_group_and_has_default_signals()
    {
        var output = RunShell("cat /proc/self/stat | cut -d' ' -f1,5,6; grep -E 'Sig(Blk|Ign)' /proc/self/status");
        var lines = output.Split('\n');
        // cat runs in the group that the shell, our child, leads.
        var group = lines[0].Split(' ')[1];
        group.ShouldBe(_published.Value.ToString());
        lines[1].ShouldBe("SigBlk:\t0000000000000000");
        lines[2].ShouldBe("SigIgn:\t0000000000000000");
    }

    [Fact]
    public void Signals_asked_for_stay_ignored()
    {
        var output = RunShell(
            "grep SigIgn /proc/self/status",
            specification => specification with { IgnoredSignals = SignalSet.Of(SignalNumber.Hangup) }
        );
        output.ShouldBe("SigIgn:\t0000000000000001\n");
    }

    [Fact]
    public void A_new_session_is_led_by_the_child()
    {
        var output = RunShell(
            "cut -d' ' -f1,6 /proc/$$/stat",
            specification => specification with { Placement = SessionPlacement.NewSession }
        );
        var fields = output.Trim().Split(' ');
        fields[1].ShouldBe(fields[0]);
    }

    [Fact]
    public void Limits_and_nice_are_set()
    {
        var output = RunShell(
            "ulimit -n; ulimit -c; nice",
            specification =>
                specification with
                {
                    ResourceLimits = [new(ResourceKind.OpenFiles, 333, 400), new(ResourceKind.Core, 0, 0)],
                    Nice = 7,
                }
        );
        output.ShouldBe("333\n0\n7\n");
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(1000)]
    public void How_early_it_is_ended_when_memory_is_short_is_set_and_the_parents_stays(int score)
    {
        var before = File.ReadAllText("/proc/self/oom_score_adj");
        Skip.If(int.Parse(before, CultureInfo.InvariantCulture) > score, "this process has a higher one");
        RunShell(
                "cat /proc/self/oom_score_adj",
                specification =>
                    specification with
                    {
                        OutOfMemoryScore = score,
                        User = ThisProcess.IsRoot ? new UserAccount("test", 65534, 65533, [], "/") : null,
                    }
            )
            .ShouldBe($"{score}\n");
        File.ReadAllText("/proc/self/oom_score_adj").ShouldBe(before);
    }

    [SkippableFact]
    public void One_that_is_not_allowed_is_the_step_that_failed()
    {
        const int ResourceCapability = 24;
        var line = File.ReadLines("/proc/self/status").Single(line => line.StartsWith("CapEff:", StringComparison.Ordinal));
        var capabilities = ulong.Parse(line.AsSpan("CapEff:".Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        Skip.If(((capabilities >> ResourceCapability) & 1) == 1, "every value is allowed to this process (CAP_SYS_RESOURCE)");
        var result = _spawner.Spawn(Specification("x") with { OutOfMemoryScore = -1000 }, "/bin/true", [], _published);
        result.ShouldBe(new SpawnResult(0, SpawnStep.OutOfMemoryScore, Errno.EACCES));
        Reaper.WaitFor(_published.Value).ShouldNotBeNull();
    }

    [Fact]
    public void No_other_descriptor_of_the_parent_reaches_the_child()
    {
        InheritedDescriptors.CloseOnExec();
        using var open = new FileStream("/dev/null", FileMode.Open);
        var output = RunShell("ls /proc/self/fd | tr '\\n' ' '");
        // 3 is the directory that ls reads.
        output.ShouldBe("0 1 2 3 ");
    }

    [SkippableFact]
    public void A_user_is_switched_with_all_its_groups()
    {
        Skip.IfNot(ThisProcess.IsRoot, "switching users needs root");
        var account = new UserAccount("test", 65534, 65533, [65533, 65532], "/");
        var output = RunShell("id -u; id -g; id -G", specification => specification with { User = account });
        output.ShouldBe("65534\n65533\n65533 65532\n");
    }

    [Theory]
    [InlineData("/nonexistent/program", null, SpawnStep.Execute, Errno.ENOENT)]
    [InlineData("/etc/passwd", null, SpawnStep.Execute, Errno.EACCES)]
    [InlineData("/bin/true", "/nonexistent/directory", SpawnStep.Directory, Errno.ENOENT)]
    [InlineData("/bin/true", "/etc/passwd", SpawnStep.Directory, Errno.ENOTDIR)]
    public void The_step_that_failed_and_its_errno_come_back(string path, string? directory, SpawnStep step, int errno)
    {
        var result = _spawner.Spawn(Specification("x") with { Directory = directory }, path, [], _published);
        result.ShouldBe(new SpawnResult(0, step, errno));
        // Only the loop gives pids back.
        Reaper.WaitFor(_published.Value).ShouldNotBeNull();
    }

    [Fact]
    public void A_limit_above_the_hard_one_of_a_plain_user_names_the_step()
    {
        var limit = new ResourceLimit(ResourceKind.OpenFiles, 10, 5);
        var result = _spawner.Spawn(Specification("x") with { ResourceLimits = [limit] }, "/bin/true", [], _published);
        result.ShouldBe(new SpawnResult(0, SpawnStep.ResourceLimit, Errno.EINVAL));
        Reaper.WaitFor(_published.Value).ShouldNotBeNull();
    }

    [Fact]
    public void Descriptors_can_take_each_others_numbers()
    {
        using var one = TemporaryFile("one");
        using var two = TemporaryFile("two");
        using var three = TemporaryFile("three");
        int[] numbers = [Number(one), Number(two), Number(three)];
        // A ring, one that stays where it is, and one that is wanted twice.
        DescriptorMapping[] ring =
        [
            new(numbers[0], numbers[1]),
            new(numbers[1], numbers[2]),
            new(numbers[2], numbers[0]),
            new(numbers[0], numbers[2] + 1),
        ];
        RunShell(ReadAll(numbers[0], numbers[1], numbers[2], numbers[2] + 1), more: ring).ShouldBe("three one two one ");
        DescriptorMapping[] still = [new(numbers[0], numbers[0]), new(numbers[0], numbers[1]), new(numbers[1], numbers[2])];
        RunShell(ReadAll(numbers), more: still).ShouldBe("one one two ");
        foreach (var file in (FileStream[])[one, two, three])
            File.Delete(file.Name);
    }

    [Fact]
    public void A_descriptor_that_had_to_give_way_does_not_stay_open()
    {
        InheritedDescriptors.CloseOnExec();
        using var one = TemporaryFile("one");
        using var two = TemporaryFile("two");
        DescriptorMapping[] swapped = [new(Number(one), Number(two)), new(Number(two), Number(one))];
        // ls itself opens the directory with the lowest free number.
        RunShell("ls /proc/self/fd | wc -l", more: swapped).ShouldBe("6\n");
        File.Delete(one.Name);
        File.Delete(two.Name);
    }

    [Fact]
    public void A_child_writes_its_own_pid_into_its_environment()
    {
        var output = RunShell(
            "echo \"$LISTEN_PID $$ $A\"; tr '\\0' '\\n' < /proc/$$/environ | grep -c LISTEN_PID",
            specification =>
                specification with
                {
                    Environment = [.. Variables("PATH=/usr/bin:/bin", "A=b")],
                    ProcessIdVariable = "LISTEN_PID",
                }
        );
        output.ShouldBe($"{_published.Value} {_published.Value} b\n1\n");
    }

    [Fact]
    public void A_confined_child_has_no_capabilities_and_gets_none()
    {
        var status = RunShell("cat /proc/self/status", specification => specification with { IsConfined = true });
        foreach (var set in new[] { "CapInh", "CapPrm", "CapEff" })
            status.ShouldContain($"{set}:\t0000000000000000");
        status.ShouldContain("NoNewPrivs:\t1");
        if (ThisProcess.IsRoot)
            status.ShouldContain("CapBnd:\t0000000000000000");
    }

    [Fact]
    public void Spawning_allocates_nothing()
    {
        var specification = Specification("true");
        SpawnAndReap(specification);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 20; round++)
            SpawnAndReap(specification);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Spawning_survives_collections_at_every_moment()
    {
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            var random = new Random(1);
            while (!stop.IsCancellationRequested)
            {
                var garbage = new byte[64][];
                for (var index = 0; index < garbage.Length; index++)
                    garbage[index] = new byte[1024];
                GC.Collect(random.Next(2));
                // Collections without a pause starve the spawners: a thread that waits for the end of one finds the next under way.
                Thread.SpinWait(random.Next(20_000));
            }
        });
        collector.Start();
        var collections = GC.CollectionCount(0);
        var spawners = Enumerable.Range(0, 2).Select(_ => new Thread(() => SpawnMany(1500))).ToArray();
        Array.ForEach(spawners, thread => thread.Start());
        Array.ForEach(spawners, thread => thread.Join());
        stop.Cancel();
        collector.Join();
        GC.CollectionCount(0).ShouldBeGreaterThan(collections);
    }

    private static void SpawnMany(int count)
    {
        using var spawner = new ProcessSpawner();
        var published = new PublishedProcessId();
        var specification = Specification("true") with { ClosesDescriptors = true };
        for (var index = 0; index < count; index++)
        {
            var fails = index % 5 == 0;
            var result = spawner.Spawn(specification, fails ? "/nonexistent" : "/bin/true", [], published);
            result.Succeeded.ShouldBe(!fails);
            if (fails)
                Reaper.WaitFor(published.Value).ShouldNotBeNull();
            else
                Reaper.WaitFor(result.ProcessId).ShouldBe(new ChildExit(result.ProcessId, 0, null, false));
        }
    }

    private void SpawnAndReap(ChildSpecification specification)
    {
        var result = _spawner.Spawn(specification, "/bin/true", [], _published);
        if (Reaper.WaitFor(result.ProcessId) is not { ExitStatus: 0 })
            throw new InvalidOperationException("the child failed");
    }

    private static ChildSpecification Specification(params string[] arguments) =>
        new() { Arguments = [.. arguments], Environment = [.. Variables("PATH=/usr/bin:/bin")] };

    private static ImmutableArray<byte[]> Variables(params string[] variables) => [.. variables.Select(Encoding.UTF8.GetBytes)];

    private static FileStream TemporaryFile(string text)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, text);
        return new FileStream(path, FileMode.Open, FileAccess.Read);
    }

    private static int Number(FileStream file) => (int)file.SafeFileHandle.DangerousGetHandle();

    /// <summary>A script that reads descriptors by number, which a shell can only do for single digits itself.</summary>
    private static string ReadAll(params int[] numbers) =>
        string.Concat(numbers.Select(number => $"cat /proc/self/fd/{number}; printf ' '; "));

    private string RunShell(string script, Func<ChildSpecification, ChildSpecification>? adapt = null, params DescriptorMapping[] more)
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite))
            {
                var number = (int)file.SafeFileHandle.DangerousGetHandle();
                var specification = Specification("sh", "-c", script);
                specification = adapt?.Invoke(specification) ?? specification;
                DescriptorMapping[] descriptors = [new(number, 1), new(number, 2), .. more];
                var result = _spawner.Spawn(specification, "/bin/sh", descriptors, _published);
                result.Succeeded.ShouldBeTrue(result.ToString());
                result.ProcessId.ShouldBe(_published.Value);
                Reaper.WaitFor(result.ProcessId);
            }
            return File.ReadAllText(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
