using Supervisor.Configuration.Settings;
using Supervisor.Engine;
using Supervisor.Posix;

namespace Supervisord.Running;

/// <summary>Makes this process what the [supervisord] table asks for: limits, user, mask, directory.</summary>
/// <param name="startDirectory">Where the command was given; a keeper has left it.</param>
internal sealed class HostPreparation(DaemonSettings settings, bool isDaemon, string startDirectory)
{
    /// <summary>What programs get as their limit of open files; known once the limits are set.</summary>
    public ResourceLimit ProgramDescriptors { get; private set; }

    /// <summary>Raises the limits that minfds and minprocs ask for; hard ones too when this is root. Null, or why it cannot.</summary>
    public StartFailure? RaiseLimits(IDaemonLog log)
    {
        var failure =
            Raise(log, ResourceKind.OpenFiles, "RLIMIT_NOFILE", "minfds", settings.MinimumDescriptors)
            ?? Raise(log, ResourceKind.Processes, "RLIMIT_NPROC", "minprocs", settings.MinimumProcesses);
        var hard = ThisProcess.LimitOf(ResourceKind.OpenFiles).Hard;
        ProgramDescriptors = new ResourceLimit(ResourceKind.OpenFiles, Math.Min((ulong)settings.MinimumDescriptors, hard), hard);
        return failure;
    }

    /// <summary>Becomes the user that the daemon is to run as. Null, or why it cannot.</summary>
    public StartFailure? BecomeUser(IDaemonLog log)
    {
        if (settings.User is not { } user)
        {
            if (ThisProcess.IsRoot)
                log.Write(
                    DaemonLogLevel.Critical,
                    "Supervisor is running as root.  Privileges were not dropped because no user is specified in the config file.  "
                        + "If you intend to run as root, you can set user=root in the config file to avoid this message."
                );
            return null;
        }
        if (ThisProcess.BecomeUser(user) is { } refusal)
            return new StartFailure(StartFailure.Usage, $"Can't drop privilege as nonroot user: {refusal.Message}");
        log.Write(DaemonLogLevel.Info, $"Set uid to user {user.UserId} succeeded");
        return null;
    }

    /// <summary>A directory that is gone keeps no daemon from running, as ever: it is said and the daemon stays where it is.</summary>
    public void EnterDirectory(IDaemonLog log)
    {
        var directory = settings.Directory ?? (isDaemon && !settings.NoChangeDirectory ? "/" : startDirectory);
        var errno = ThisProcess.ChangeDirectory(directory);
        if (errno != 0)
            log.Write(DaemonLogLevel.Critical, $"can't chdir into '{directory}': {Errno.Describe(errno)}");
        else if (settings.Directory is not null)
            log.Write(DaemonLogLevel.Info, $"set current directory: '{directory}'");
    }

    private static StartFailure? Raise(IDaemonLog log, ResourceKind kind, string limitName, string key, int minimum)
    {
        var wanted = (ulong)minimum;
        var limit = ThisProcess.LimitOf(kind);
        if (limit.Soft >= wanted)
            return null;
        var raised = new ResourceLimit(kind, wanted, Math.Max(limit.Hard, wanted));
        var errno = ThisProcess.SetLimit(raised);
        if (errno == 0)
        {
            log.Write(DaemonLogLevel.Info, $"Increased {limitName} limit to {minimum}");
            return null;
        }
        return new StartFailure(
            StartFailure.Usage,
            $"{key} = {minimum} cannot be had: the hard limit of {limitName} is {limit.Hard} ({Errno.Describe(errno)}); lower {key} or raise the limit"
        );
    }
}
