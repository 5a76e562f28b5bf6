using Supervisor.Keeper;
using Supervisor.Posix;
using Supervisord.Startup;

namespace Supervisord.Keeping;

/// <summary>The launched process as the keeper of a master: reads no configuration and opens no file.</summary>
internal sealed class KeeperProgram(Stage stage, SelfExecution self)
{
    private const int Failure = 1;

    /// <summary>Returns the exit status: that of the master.</summary>
    public int Run()
    {
        RuntimeRemains.Remove();
        self.OutOfMemory.Lower();
        // A mount that it kept in use could not be taken away for as long as the daemon runs.
        if (stage.IsDaemon && ThisProcess.ChangeDirectory("/") is var errno and not 0)
            StandardStreams.WriteError($"Error: supervisord could not change to /: {Errno.Describe(errno)}\n");
        try
        {
            var outcome = Keep();
            return outcome.IsUnwanted ? self.GoOnAlone(stage) : outcome.ExitStatus;
        }
        catch (PosixException failure)
        {
            StandardStreams.WriteError($"Error: supervisord could not start: {failure.Message}\n");
            return Failure;
        }
    }

    private KeeperOutcome Keep()
    {
        var signals = MasterSignals.Read(stage.KeepsHangupIgnored);
        using var loop = new KeeperLoop(self.AsMaster(stage), signals, stage.AnswerDescriptor, TimeProvider.System);
        return loop.Run();
    }
}
