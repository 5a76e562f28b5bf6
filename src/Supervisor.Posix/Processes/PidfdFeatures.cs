namespace Supervisor.Posix;

/// <summary>
/// What is made use of of the kernel's pidfds. What the kernel does not have is missing all the same; what is left out here is missing as it
/// is on an older kernel.
/// </summary>
/// <param name="CanOpen">Processes can be held: pidfd_open(2), Linux 5.3.</param>
/// <param name="TellsExit">A reaped process tells how it ended: PIDFD_GET_INFO with PIDFD_INFO_EXIT, Linux 6.15.</param>
/// <param name="ReachesGroups">Its group can be signalled: PIDFD_SIGNAL_PROCESS_GROUP of pidfd_send_signal(2), Linux 6.9.</param>
public sealed record PidfdFeatures(bool CanOpen = true, bool TellsExit = true, bool ReachesGroups = true)
{
    /// <summary>All that the kernel has.</summary>
    public static PidfdFeatures All { get; } = new();
}
