using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix.Spawning;

/// <summary>
/// A specification in native memory, as the child reads it: after vfork the child may touch no managed object. The child writes its
/// results into it, which the parent sees because vfork shares the memory.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ChildPlan
{
    public byte* Path;
    public byte** Arguments;
    public byte** Environment;

    /// <summary>The room in the environment where the child writes its pid in decimal digits and a NUL; null when nobody wants to know.</summary>
    public byte* ProcessIdDigits;

    /// <summary>Null for none.</summary>
    public byte* Directory;

    /// <summary>The child changes sources as it moves descriptors out of the way of others.</summary>
    public DescriptorEntry* Descriptors;
    public int DescriptorCount;

    public LimitEntry* Limits;
    public int LimitCount;

    public uint* Groups;
    public int GroupCount;
    public uint UserId;
    public uint GroupId;
    public bool SwitchesUser;

    public uint Umask;
    public bool SetsUmask;
    public int Nice;
    public bool SetsNice;

    /// <summary>The file that the next value is written to; null when the parent's is inherited.</summary>
    public byte* OutOfMemoryFile;
    public byte* OutOfMemoryScore;
    public int OutOfMemoryScoreLength;
    public SessionPlacement Placement;
    public bool IsConfined;

    public LibC.sigset_t BlockedSignals;
    public ulong IgnoredSignals;

    /// <summary>Where the child puts its pid first of all, so that it can be signalled while it hangs in exec.</summary>
    public PublishedCell* Published;

    /// <summary>All descriptors from this number on are closed before chdir and exec; 0 when they are left to exec.</summary>
    public int FirstClosed;

    /// <summary>The file of members of the control group that the child joins, or −1.</summary>
    public int ControlGroupMembers;

    /// <summary>What a process writes there to mean itself: the digit 0.</summary>
    public byte ControlGroupSelf;

    public SpawnStep FailedStep;
    public int ErrorNumber;

    /// <summary>A <see cref="DescriptorMapping"/> with fields, which the child reads and writes without a call.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct DescriptorEntry
    {
        public int Source;
        public int Target;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct LimitEntry
    {
        public int Resource;
        public LibC.rlimit_t Limit;
    }
}
