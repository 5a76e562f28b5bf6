using System.Runtime.InteropServices;

namespace Supervisor.Posix.Spawning;

/// <summary>
/// Makes children by vfork(2) and execve(2). It holds its thread until the program runs or has failed to; one object belongs to one thread.
/// A spawn allocates nothing on the managed heap.
/// </summary>
public sealed unsafe class ProcessSpawner : IDisposable
{
    private readonly ChildPlanBuilder _builder = new();
    private readonly ChildCalls* _calls;

    public ProcessSpawner()
    {
        ChildProgram.Prepare();
        _calls = (ChildCalls*)NativeMemory.Alloc((nuint)sizeof(ChildCalls));
        *_calls = ChildCalls.Resolve();
    }

    /// <summary>Starts the program at <paramref name="path"/> as a child of this process.</summary>
    /// <param name="descriptors">The parent's side must be close-on-exec.</param>
    /// <param name="published">Gets the child's pid at once.</param>
    /// <param name="controlGroup">
    /// The open file of members of the control group that the child is to live in (<see cref="ControlGroup.OpenForJoining"/>), or −1.
    /// </param>
    /// <returns>The pid, or the step that failed; a child that failed has ended, and is left to whoever reaps.</returns>
    public SpawnResult Spawn(
        ChildSpecification specification,
        string path,
        ReadOnlySpan<DescriptorMapping> descriptors,
        PublishedProcessId published,
        int controlGroup = ChildPlanBuilder.None
    )
    {
        ArgumentNullException.ThrowIfNull(specification);
        ArgumentNullException.ThrowIfNull(published);
        var plan = Prepare(specification, path, descriptors, published, controlGroup);
        var pid = WithSignalsBlocked(plan, detached: false);
        if (pid < 0)
        {
            published.Clear();
            return new SpawnResult(0, SpawnStep.Fork, plan->ErrorNumber);
        }
        // The loop may be about to signal the published pid: were a failed child reaped here, the number could be another's by then, and if
        // the loop had reaped it already, the wait here could be for that other.
        return plan->FailedStep == SpawnStep.None
            ? new SpawnResult(pid, SpawnStep.None, 0)
            : new SpawnResult(0, plan->FailedStep, plan->ErrorNumber);
    }

    /// <summary>Starts the program as a daemon: in a session that it does not lead, no longer our child.</summary>
    public SpawnResult SpawnDetached(ChildSpecification specification, string path, ReadOnlySpan<DescriptorMapping> descriptors)
    {
        ArgumentNullException.ThrowIfNull(specification);
        var published = new PublishedProcessId();
        var plan = Prepare(specification, path, descriptors, published);
        var leader = WithSignalsBlocked(plan, detached: true);
        if (leader < 0)
            return new SpawnResult(0, SpawnStep.Fork, plan->ErrorNumber);
        Reaper.WaitFor(leader);
        GC.KeepAlive(published);
        return plan->FailedStep == SpawnStep.None
            ? new SpawnResult(published.Value, SpawnStep.None, 0)
            : new SpawnResult(0, plan->FailedStep, plan->ErrorNumber);
    }

    public void Dispose()
    {
        _builder.Dispose();
        NativeMemory.Free(_calls);
    }

    private ChildPlan* Prepare(
        ChildSpecification specification,
        string path,
        ReadOnlySpan<DescriptorMapping> descriptors,
        PublishedProcessId published,
        int controlGroup = ChildPlanBuilder.None
    )
    {
        published.Clear();
        published.Await();
        return _builder.Build(specification, path, descriptors, published.Address, controlGroup);
    }

    /// <summary>A handler that ran in the child would run in the parent's memory, so nothing is delivered until exec.</summary>
    private int WithSignalsBlocked(ChildPlan* plan, bool detached)
    {
        var old = SignalMask.Replace(SignalSet.All);
        var pid = detached ? ChildProgram.ForkTwice(_calls, plan) : ChildProgram.Fork(_calls, plan);
        if (pid < 0)
            plan->ErrorNumber = *_calls->ErrorNumber();
        SignalMask.Replace(old);
        return pid;
    }
}
