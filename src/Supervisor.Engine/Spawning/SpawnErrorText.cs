using Supervisor.Posix;

namespace Supervisor.Engine.Spawning;

/// <summary>What a failed spawn is called, in the words of the original where it has any (people search for them).</summary>
internal static class SpawnErrorText
{
    /// <summary>For the daemon's log and for clients.</summary>
    public static string Of(SpawnRequest request, in SpawnResult result)
    {
        var name = PythonText.Quote(request.Name);
        return (result.FailedStep, result.ErrorNumber) switch
        {
            (SpawnStep.Fork, Errno.EAGAIN) => $"Too many processes in process table to spawn {name}",
            (SpawnStep.Fork, var errno) => $"unknown error during fork for {name}: {Errno.Name(errno)}",
            _ => InChild(request, result),
        };
    }

    /// <summary>For a pipe end that could not be opened.</summary>
    public static string OfDescriptors(SpawnRequest request, int errno) =>
        errno is Errno.EMFILE or Errno.ENFILE
            ? $"too many open files to spawn {PythonText.Quote(request.Name)}"
            : $"unknown error making dispatchers for {PythonText.Quote(request.Name)}: {Errno.Name(errno)}";

    /// <summary>The step that failed in the child, as the original's child said it on its standard error.</summary>
    public static string InChild(SpawnRequest request, in SpawnResult result)
    {
        var specification = request.Specification;
        var errno = Errno.Name(result.ErrorNumber);
        return result.FailedStep switch
        {
            SpawnStep.Groups => $"couldn't setuid to {specification.User?.UserId}: {GroupsReason(result.ErrorNumber)}",
            SpawnStep.GroupId => $"couldn't setuid to {specification.User?.UserId}: Could not set group id of effective user",
            SpawnStep.UserId => $"couldn't setuid to {specification.User?.UserId}: {errno}",
            SpawnStep.Directory => $"couldn't chdir to {specification.Directory}: {errno}",
            SpawnStep.Execute => $"couldn't exec {specification.Arguments[0]}: {errno}",
            SpawnStep.ResourceLimit => $"couldn't set its resource limits: {errno}",
            SpawnStep.OutOfMemoryScore => $"couldn't set oom_score_adj {specification.OutOfMemoryScore}: {errno}",
            SpawnStep.Nice => $"couldn't set nice {specification.Nice}: {errno}",
            var step => $"couldn't start ({step}): {errno}",
        };
    }

    private static string GroupsReason(int errno) =>
        errno == Errno.EPERM ? "Can't drop privilege as nonroot user" : "Could not set groups of effective user";
}
