using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>What this process is and may change of itself.</summary>
public static unsafe class ThisProcess
{
    public static int Id => LibC.getpid();

    public static int ParentId => LibC.getppid();

    public static bool IsRoot => LibC.geteuid() == 0;

    public static uint UserId => LibC.geteuid();

    /// <summary>True when this process leads a session, and so could get a controlling terminal by opening one.</summary>
    public static bool LeadsSession => LibC.getsid(0) == LibC.getpid();

    /// <summary>Orphans of our children become our children, not those of pid 1 (prctl(2), PR_SET_CHILD_SUBREAPER).</summary>
    public static void BecomeSubreaper()
    {
        if (LibC.prctl(LibC.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) < 0)
            throw PosixException.Last(nameof(LibC.prctl), "PR_SET_CHILD_SUBREAPER");
    }

    /// <summary>Ends this process without any of what an ordinary end does (_exit(2)).</summary>
    public static void EndNow(int exitStatus) => LibC._exit(exitStatus);

    /// <summary>Sets the file mode creation mask and returns the old one.</summary>
    public static uint SetUmask(uint mask) => LibC.umask(mask);

    /// <summary>Changes the working directory; 0 or the errno.</summary>
    public static int ChangeDirectory(string path) => LibC.chdir(path) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Becomes the user for good: groups, then gid, then uid, each for all threads (glibc's wrappers reach them; nptl(7)).</summary>
    /// <returns>The call that failed with its errno, or null.</returns>
    public static PosixException? BecomeUser(UserAccount user)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (UserId == user.UserId)
            return null;
        fixed (uint* groups = user.Groups.AsSpan())
        {
            if (LibC.setgroups((nuint)user.Groups.Length, groups) < 0)
                return PosixException.Last(nameof(LibC.setgroups), user.Name);
        }
        if (LibC.setresgid(user.GroupId, user.GroupId, user.GroupId) < 0)
            return PosixException.Last(nameof(LibC.setresgid), user.Name);
        if (LibC.setresuid(user.UserId, user.UserId, user.UserId) < 0)
            return PosixException.Last(nameof(LibC.setresuid), user.Name);
        return null;
    }

    /// <summary>The soft and hard limit of a resource.</summary>
    public static ResourceLimit LimitOf(ResourceKind kind)
    {
        LibC.rlimit_t limit;
        if (LibC.prlimit(0, (int)kind, null, &limit) < 0)
            throw PosixException.Last(nameof(LibC.prlimit), kind.ToString());
        return new ResourceLimit(kind, limit.soft, limit.hard);
    }

    /// <summary>Sets a limit of this process; 0 or the errno.</summary>
    public static int SetLimit(ResourceLimit limit)
    {
        var wanted = new LibC.rlimit_t { soft = limit.Soft, hard = limit.Hard };
        return LibC.prlimit(0, (int)limit.Kind, &wanted, null) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }
}
