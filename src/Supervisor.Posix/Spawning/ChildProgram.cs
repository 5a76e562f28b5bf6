using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix.Spawning;

/// <summary>
/// What runs between vfork(2) and exec. The child borrows the memory and the thread of the suspended parent, so these methods touch no
/// object, throw nothing, and are compiled before they are first needed.
/// </summary>
internal static unsafe class ChildProgram
{
    private const int StartFailed = 127;
    private const int PriorityOfProcess = 0;
    private const BindingFlags AllStatic = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Compiles every method of this class, so that the child never enters the JIT.</summary>
    [DynamicDependency(
        DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods,
        typeof(ChildProgram)
    )]
    public static void Prepare()
    {
        foreach (var method in typeof(ChildProgram).GetMethods(AllStatic))
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
    }

    /// <summary>
    /// Makes the child and returns its pid, or −1, in the parent once the child has executed its program or ended.
    /// </summary>
    /// <remarks>
    /// fork, write, close, chdir, execve and _exit are the only calls with a garbage collector transition, and all are made from this one
    /// method: the child always leaves from inside such a call, so the thread's state is then just what the parent, returning from its own
    /// call in the same frame, expects. A file system that hangs in close, chdir or execve therefore does not hold up collections. The method
    /// holds no object reference, so it does not matter for a collection which of its calls the thread is in.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static int Fork(ChildCalls* calls, ChildPlan* plan)
    {
        var pid = calls->Fork();
        if (pid != 0)
            return pid;
        Publish(calls, plan);
        // Before anything can fork. It can wait for other changes of groups, and the kernel's refusal leaves the child where the daemon is.
        if (plan->ControlGroupMembers >= 0)
            calls->Write(plan->ControlGroupMembers, &plan->ControlGroupSelf, 1);
        var step = BecomeChild(calls, plan);
        // Before Linux 5.9 they stay open until exec.
        if (step == SpawnStep.None && plan->FirstClosed != 0)
            calls->Close(calls->CloseRangeNumber, plan->FirstClosed, unchecked((nint)uint.MaxValue), 0);
        if (step == SpawnStep.None && plan->Directory != null && calls->ChangeDirectory(plan->Directory) < 0)
            step = SpawnStep.Directory;
        if (step == SpawnStep.None)
        {
            calls->Execute(plan->Path, plan->Arguments, plan->Environment);
            step = SpawnStep.Execute;
        }
        plan->ErrorNumber = *calls->ErrorNumber();
        plan->FailedStep = step;
        calls->Exit(StartFailed);
        return -1;
    }

    /// <summary>
    /// The double fork of a daemon: the first child leads a new session and makes the second, which therefore leads none and can never get
    /// a controlling terminal. SIGHUP is ignored while the leader ends (setsid(2), daemon(7)).
    /// </summary>
    /// <returns>The pid of the first child, or −1; the second publishes its own.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static int ForkTwice(ChildCalls* calls, ChildPlan* plan)
    {
        var pid = calls->Fork();
        if (pid != 0)
            return pid;
        if (calls->SetSession() < 0)
        {
            plan->ErrorNumber = *calls->ErrorNumber();
            plan->FailedStep = SpawnStep.Session;
        }
        else
        {
            IgnoreHangup(calls);
            if (Fork(calls, plan) < 0)
            {
                plan->ErrorNumber = *calls->ErrorNumber();
                plan->FailedStep = SpawnStep.Fork;
            }
        }
        calls->Exit(0);
        return -1;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Publish(ChildCalls* calls, ChildPlan* plan)
    {
        var processId = (int)calls->SystemCall(calls->GetProcessIdNumber, 0, 0, 0);
        if (calls->SystemCall(calls->GetTimeNumber, LibC.CLOCK_BOOTTIME, (nint)(&plan->Published->Time), 0) == 0)
            plan->Published->TimedProcessId = processId;
        plan->Published->ProcessId = processId;
        if (plan->ProcessIdDigits != null)
            WriteDigits(processId, plan->ProcessIdDigits);
    }

    /// <summary>Everything between fork and chdir that cannot block. Returns the step that failed, or None.</summary>
    /// <remarks>
    /// All signals are blocked throughout. Privileged steps (limits, negative nice) come before the user is switched; the raw system
    /// calls switch this thread only, where glibc's wrappers would signal the parent's other threads (nptl(7)).
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static SpawnStep BecomeChild(ChildCalls* calls, ChildPlan* plan)
    {
        if (plan->Placement == SessionPlacement.NewSession && calls->SetSession() < 0)
            return SpawnStep.Session;
        if (plan->Placement == SessionPlacement.NewProcessGroup && calls->SetProcessGroup(0, 0) < 0)
            return SpawnStep.ProcessGroup;
        ResetDispositions(calls, plan->IgnoredSignals);
        if (!PlaceDescriptors(calls, plan))
            return SpawnStep.Descriptors;
        // Before the limit of open files, and while the file is still this user's.
        if (plan->OutOfMemoryFile != null && !SetOutOfMemoryScore(calls, plan))
            return SpawnStep.OutOfMemoryScore;
        for (var index = 0; index < plan->LimitCount; index++)
        {
            if (calls->SetLimit(plan->Limits[index].Resource, &plan->Limits[index].Limit) < 0)
                return SpawnStep.ResourceLimit;
        }
        if (plan->SetsNice && calls->SetPriority(PriorityOfProcess, 0, plan->Nice) < 0)
            return SpawnStep.Nice;
        if (plan->IsConfined)
            EmptyBoundingSet(calls);
        var step = plan->SwitchesUser ? SwitchUser(calls, plan) : SpawnStep.None;
        if (step != SpawnStep.None)
            return step;
        if (plan->IsConfined && !GiveUpPrivileges(calls))
            return SpawnStep.Confinement;
        if (plan->SetsUmask)
            calls->SetUmask(plan->Umask);
        calls->SetMask(LibC.SIG_SETMASK, &plan->BlockedSignals, null);
        return SpawnStep.None;
    }

    /// <summary>
    /// An ignored signal stays ignored over exec, and the runtime ignores SIGPIPE, so every disposition is set. The numbers that
    /// sigaction refuses (SIGKILL, SIGSTOP, and glibc's own 32 and 33) cannot be ignored anyway.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void ResetDispositions(ChildCalls* calls, ulong ignored)
    {
        LibC.sigaction_t action = default;
        for (var number = 1; number <= SignalNumber.Highest; number++)
        {
            action.handler = (nint)((ignored >> (number - 1)) & 1);
            calls->SetDisposition(number, &action, null);
        }
    }

    /// <summary>A positive number in decimal digits with a final NUL.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void WriteDigits(int number, byte* text)
    {
        const int Ten = 10;
        var length = 1;
        for (var rest = number / Ten; rest > 0; rest /= Ten)
            length++;
        text[length] = 0;
        for (var rest = number; length > 0; rest /= Ten)
            text[--length] = (byte)('0' + (rest % Ten));
    }

    /// <summary>dup2 clears close-on-exec on its target; where both are one number only the flag is cleared.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static bool PlaceDescriptors(ChildCalls* calls, ChildPlan* plan)
    {
        var highest = 0;
        for (var index = 0; index < plan->DescriptorCount; index++)
        {
            if (plan->Descriptors[index].Target > highest)
                highest = plan->Descriptors[index].Target;
        }
        for (var index = 0; index < plan->DescriptorCount; index++)
        {
            var source = plan->Descriptors[index].Source;
            var target = plan->Descriptors[index].Target;
            if (source != target && !ClearTarget(calls, plan, index, highest))
                return false;
            var result = source == target ? calls->Control(source, LibC.F_SETFD, 0) : calls->Duplicate(source, target);
            if (result < 0)
                return false;
        }
        return true;
    }

    /// <summary>
    /// The number that is about to be replaced may be the source of later entries: these get another number of the same file, above all
    /// targets and close-on-exec.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static bool ClearTarget(ChildCalls* calls, ChildPlan* plan, int index, int highest)
    {
        var target = plan->Descriptors[index].Target;
        var moved = -1;
        for (var later = index + 1; later < plan->DescriptorCount; later++)
        {
            if (plan->Descriptors[later].Source != target)
                continue;
            if (moved < 0)
                moved = calls->Control(target, LibC.F_DUPFD_CLOEXEC, highest + 1);
            if (moved < 0)
                return false;
            plan->Descriptors[later].Source = moved;
        }
        return true;
    }

    /// <summary>
    /// The kernel keeps the value for a child of vfork apart from its parent's, whose memory it shares (fs/proc/base.c, __set_oom_adj). The
    /// descriptor is closed by exec.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static bool SetOutOfMemoryScore(ChildCalls* calls, ChildPlan* plan)
    {
        var file = calls->SystemCall(calls->OpenNumber, LibC.AT_FDCWD, (nint)plan->OutOfMemoryFile, LibC.O_WRONLY | LibC.O_CLOEXEC);
        return file >= 0 && calls->SystemCall(calls->WriteNumber, file, (nint)plan->OutOfMemoryScore, plan->OutOfMemoryScoreLength) >= 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static SpawnStep SwitchUser(ChildCalls* calls, ChildPlan* plan)
    {
        nint user = (nint)plan->UserId;
        nint group = (nint)plan->GroupId;
        if (calls->SystemCall(calls->SetGroupsNumber, plan->GroupCount, (nint)plan->Groups, 0) < 0)
            return SpawnStep.Groups;
        if (calls->SystemCall(calls->SetGroupIdsNumber, group, group, group) < 0)
            return SpawnStep.GroupId;
        return calls->SystemCall(calls->SetUserIdsNumber, user, user, user) < 0 ? SpawnStep.UserId : SpawnStep.None;
    }

    /// <summary>Without CAP_SETPCAP it cannot be done, and need not be: there is nothing to give up.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void EmptyBoundingSet(ChildCalls* calls)
    {
        for (var capability = 0; capability <= LibC.HighestCapability; capability++)
            calls->LongSystemCall(calls->ControlProcessNumber, LibC.PR_CAPBSET_DROP, capability, 0, 0, 0);
    }

    /// <summary>prctl refuses PR_SET_NO_NEW_PRIVS unless its unused arguments are 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static bool GiveUpPrivileges(ChildCalls* calls)
    {
        ulong header = LibC._LINUX_CAPABILITY_VERSION_3;
        LibC.capabilities_t none = default;
        return calls->SystemCall(calls->SetCapabilitiesNumber, (nint)(&header), (nint)(&none), 0) >= 0
            && calls->LongSystemCall(calls->ControlProcessNumber, LibC.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) >= 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void IgnoreHangup(ChildCalls* calls)
    {
        LibC.sigaction_t action = default;
        action.handler = 1;
        calls->SetDisposition(1, &action, null);
    }
}
