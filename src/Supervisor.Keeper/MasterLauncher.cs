using Supervisor.Posix;
using Supervisor.Posix.Spawning;

namespace Supervisor.Keeper;

/// <summary>Makes the master's process. The first one gets the pipe on which the launching command waits for an answer.</summary>
/// <param name="answerDescriptor">−1 when nobody waits. Closed once it is not needed.</param>
internal sealed class MasterLauncher(MasterCommand command, int answerDescriptor) : IDisposable
{
    private readonly ProcessSpawner _spawner = new();
    private int _answerDescriptor = answerDescriptor;

    /// <param name="path">In place of the command's: one that replaced it, and failed, may lie at its path now. Null: that path.</param>
    /// <param name="connect">Takes this process's end of the connection, before the master has the other.</param>
    /// <returns>The pid, or 0 and why there is none.</returns>
    public (int ProcessId, string Reason) Launch(string? path, Action<Descriptor> connect)
    {
        try
        {
            var (ours, theirs) = DescriptorSocket.CreatePair();
            using (theirs)
            {
                connect(ours);
                var result = Spawn(path ?? command.Path, theirs.Number);
                return result.Succeeded
                    ? (result.ProcessId, "")
                    : (0, $"{command.Path}: {result.FailedStep}: {Errno.Describe(result.ErrorNumber)}");
            }
        }
        catch (PosixException failure)
        {
            return (0, failure.Message);
        }
    }

    /// <summary>The launching command has its answer, or needs none any more.</summary>
    public void CloseAnswer()
    {
        if (_answerDescriptor >= 0)
            PipeEnd.Close(_answerDescriptor);
        _answerDescriptor = -1;
    }

    public void Dispose()
    {
        CloseAnswer();
        _spawner.Dispose();
    }

    private SpawnResult Spawn(string path, int socket)
    {
        DescriptorMapping connection = new(socket, MasterCommand.ConnectionTarget);
        var isFirst = _answerDescriptor >= 0;
        ReadOnlySpan<DescriptorMapping> descriptors = isFirst
            ? [new(0, 0), new(1, 1), new(2, 2), connection, new(_answerDescriptor, MasterCommand.AnswerTarget)]
            : [new(0, 0), new(1, 1), new(2, 2), connection];
        return _spawner.Spawn(isFirst ? command.First : command.Again, path, descriptors, new PublishedProcessId());
    }
}
