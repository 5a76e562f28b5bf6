using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix.Spawning;

/// <summary>
/// The C functions that a child calls between vfork and exec, resolved beforehand: binding a P/Invoke there would run the loader in
/// memory that the suspended parent owns. Those that cannot block are called without a garbage collector transition.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ChildCalls
{
    public delegate* unmanaged[SuppressGCTransition]<int> SetSession;
    public delegate* unmanaged[SuppressGCTransition]<int, int, int> SetProcessGroup;
    public delegate* unmanaged[SuppressGCTransition]<int, int, int> Duplicate;
    public delegate* unmanaged[SuppressGCTransition]<int, int, nint, int> Control;
    public delegate* unmanaged[SuppressGCTransition]<int, void*, int> SetLimit;
    public delegate* unmanaged[SuppressGCTransition]<int, int, int, int> SetPriority;
    public delegate* unmanaged[SuppressGCTransition]<uint, uint> SetUmask;
    public delegate* unmanaged[SuppressGCTransition]<int, void*, void*, int> SetDisposition;
    public delegate* unmanaged[SuppressGCTransition]<int, void*, void*, int> SetMask;
    public delegate* unmanaged[SuppressGCTransition]<nint, nint, nint, nint, nint> SystemCall;

    /// <summary>The same function with all the arguments that a call can have: some calls demand that unused ones are 0.</summary>
    public delegate* unmanaged[SuppressGCTransition]<nint, nint, nint, nint, nint, nint, nint> LongSystemCall;
    public delegate* unmanaged[SuppressGCTransition]<int*> ErrorNumber;

    public nint GetProcessIdNumber;
    public nint SetGroupsNumber;
    public nint SetGroupIdsNumber;
    public nint SetUserIdsNumber;
    public nint SetCapabilitiesNumber;
    public nint ControlProcessNumber;
    public nint OpenNumber;
    public nint CloseRangeNumber;
    public nint GetTimeNumber;
    public nint WriteNumber;

    /// <summary>These end or suspend a thread for as long as a file system likes, so a collection must not have to wait for them.</summary>
    public delegate* unmanaged<int> Fork;
    public delegate* unmanaged<int, byte*, nint, nint> Write;
    public delegate* unmanaged<nint, nint, nint, nint, nint> Close;
    public delegate* unmanaged<byte*, int> ChangeDirectory;
    public delegate* unmanaged<byte*, byte**, byte**, int> Execute;
    public delegate* unmanaged<int, void> Exit;

    public static ChildCalls Resolve()
    {
        var library = NativeLibrary.Load("libc.so.6");
        nint Function(string name) => NativeLibrary.GetExport(library, name);
        return new ChildCalls
        {
            SetSession = (delegate* unmanaged[SuppressGCTransition]<int>)Function("setsid"),
            SetProcessGroup = (delegate* unmanaged[SuppressGCTransition]<int, int, int>)Function("setpgid"),
            Duplicate = (delegate* unmanaged[SuppressGCTransition]<int, int, int>)Function("dup2"),
            Control = (delegate* unmanaged[SuppressGCTransition]<int, int, nint, int>)Function("fcntl"),
            SetLimit = (delegate* unmanaged[SuppressGCTransition]<int, void*, int>)Function("setrlimit"),
            SetPriority = (delegate* unmanaged[SuppressGCTransition]<int, int, int, int>)Function("setpriority"),
            SetUmask = (delegate* unmanaged[SuppressGCTransition]<uint, uint>)Function("umask"),
            SetDisposition = (delegate* unmanaged[SuppressGCTransition]<int, void*, void*, int>)Function("sigaction"),
            SetMask = (delegate* unmanaged[SuppressGCTransition]<int, void*, void*, int>)Function("sigprocmask"),
            SystemCall = (delegate* unmanaged[SuppressGCTransition]<nint, nint, nint, nint, nint>)Function("syscall"),
            LongSystemCall = (delegate* unmanaged[SuppressGCTransition]<nint, nint, nint, nint, nint, nint, nint>)Function("syscall"),
            ErrorNumber = (delegate* unmanaged[SuppressGCTransition]<int*>)Function("__errno_location"),
            GetProcessIdNumber = LibC.SystemCall.Getpid,
            SetGroupsNumber = LibC.SystemCall.Setgroups,
            SetGroupIdsNumber = LibC.SystemCall.Setresgid,
            SetUserIdsNumber = LibC.SystemCall.Setresuid,
            SetCapabilitiesNumber = LibC.SystemCall.Capset,
            ControlProcessNumber = LibC.SystemCall.Prctl,
            OpenNumber = LibC.SystemCall.Openat,
            CloseRangeNumber = LibC.SystemCall.CloseRange,
            GetTimeNumber = LibC.SystemCall.ClockGettime,
            WriteNumber = LibC.SystemCall.Write,
            Fork = (delegate* unmanaged<int>)Function("vfork"),
            Write = (delegate* unmanaged<int, byte*, nint, nint>)Function("write"),
            Close = (delegate* unmanaged<nint, nint, nint, nint, nint>)Function("syscall"),
            ChangeDirectory = (delegate* unmanaged<byte*, int>)Function("chdir"),
            Execute = (delegate* unmanaged<byte*, byte**, byte**, int>)Function("execve"),
            Exit = (delegate* unmanaged<int, void>)Function("_exit"),
        };
    }
}
