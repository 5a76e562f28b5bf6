using Supervisor.Configuration.Archive;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Keeping;
using Supervisord.Startup;

namespace Supervisord.Running;

/// <summary>
/// What a master that follows one that died starts with: the configuration as it was read last, and the places that cannot change while
/// the daemon runs. The files may say something else by then, or nothing that can be read; that is for a reload.
/// </summary>
internal static class LastConfiguration
{
    /// <summary>Null when it is the first master, or nothing has been kept.</summary>
    public static SupervisorSettings? Find(KeeperLink? keeper, ConfigurationSource source)
    {
        if (keeper is not { Deaths: > 0 } || keeper.Held.PathOf(KeeperKeys.StateDirectory) is not { } directory)
            return null;
        var files = new ArchiveFiles(directory);
        foreach (var generation in files.Generations())
        {
            if (files.TryRead(generation, out var archive, out _) && source.Load(archive).Settings is { } settings)
                return settings with { Daemon = InPlace(settings.Daemon, keeper.Held, directory) };
        }
        return null;
    }

    /// <summary>A reload may have read other places, which a running daemon does not move to.</summary>
    private static DaemonSettings InPlace(DaemonSettings daemon, HeldDescriptors held, string directory)
    {
        // It had a state directory: it was recoverable, and stays so.
        daemon = daemon with
        {
            Recovery = true,
        };
        if (held.PathOf(KeeperKeys.PidFile) is { } pidFile)
            daemon = daemon with { PidFile = pidFile };
        if (daemon.StateDirectory == directory)
            return daemon;
        var beside = daemon with { ChosenStateDirectory = null };
        return beside.StateDirectory == directory ? beside : daemon with { ChosenStateDirectory = directory };
    }
}
