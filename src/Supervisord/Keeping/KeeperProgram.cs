using Supervisor.Keeper;
using Supervisor.Posix;
using Supervisor.Posix.Spawning;
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
            return stage.Role == StageRole.ResumedKeeper ? Resume() : Begin();
        }
        catch (PosixException failure)
        {
            StandardStreams.WriteError($"Error: supervisord could not start: {failure.Message}\n");
            return Failure;
        }
    }

    private int Begin() => Keep(stage.AnswerDescriptor, before: null);

    /// <summary>Without its state a keeper is none: the master goes on alone, and says so.</summary>
    private int Resume()
    {
        var before = KeeperState.Parse(SealedText.Read(stage.AnswerDescriptor));
        PipeEnd.Close(stage.AnswerDescriptor);
        return before is null ? Failure : Keep(answers: -1, before);
    }

    private int Keep(int answers, KeeperState? before)
    {
        var signals = MasterSignals.Read(stage.KeepsHangupIgnored);
        var command = self.AsMaster(stage with { AnswerDescriptor = answers });
        using var loop = new KeeperLoop(command, signals, answers, TimeProvider.System);
        var outcome = loop.Run(before);
        if (outcome.Executable is { } executable)
            return GoOver(loop, executable);
        return outcome.IsUnwanted ? self.GoOnAlone(stage) : outcome.ExitStatus;
    }

    private int GoOver(KeeperLoop loop, int executable)
    {
        using var state = SelfExecution.PassOn(loop.PassOn());
        var resumed = stage.ResumedWith(state);
        _ = self.GoOver(resumed, ProcessReplacement.PathOf(executable));
        // The same state serves the program that this process has executed so far.
        _ = self.GoOver(resumed, self.Path);
        return Failure;
    }
}
