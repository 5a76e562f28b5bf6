using System.Text;
using Supervisor.Engine.Time;
using Supervisor.Posix;
using Supervisor.Posix.Spawning;

namespace Supervisor.Engine.Spawning;

/// <summary>
/// One spawner: takes requests from the pool's queue and makes the children, one after another. Everything that can hang — looking the
/// command up, chdir, exec — hangs this thread and nobody else.
/// </summary>
internal sealed class SpawnerThread
{
    private readonly SpawnerPool _pool;
    private readonly MonotonicClock _clock;
    private readonly Descriptor _nullDevice;
    private DescriptorMapping[] _mappings = new DescriptorMapping[FirstPassed];

    public SpawnerThread(SpawnerPool pool, MonotonicClock clock, Descriptor nullDevice, int number)
    {
        _pool = pool;
        _clock = clock;
        _nullDevice = nullDevice;
        Thread = new Thread(Run, StackSize) { IsBackground = true, Name = $"spawner {number}" };
    }

    private const int NoDescriptor = -1;

    /// <summary>The first number behind standard input, output and error.</summary>
    private const int FirstPassed = 3;

    /// <summary>Small: vfork's child runs on it too, and neither goes deep.</summary>
    private const int StackSize = 256 * 1024;

    public Thread Thread { get; }

    private void Run()
    {
        using var spawner = new ProcessSpawner();
        while (_pool.TryTake(out var work))
        {
            if (work.CheckTicket is { } ticket)
                _pool.Answer(Check(work.Request, ticket));
            else
                _pool.Answer(Spawn(spawner, work.Request));
        }
    }

    private static CommandCheck Check(SpawnRequest request, object ticket)
    {
        try
        {
            var command = CommandResolver.Resolve(request);
            return new CommandCheck(ticket, command.Path is null ? command.Error : null, command.IsMissing);
        }
        catch (Exception failure) when (failure is IOException or OutOfMemoryException or ArgumentException)
        {
            return new CommandCheck(ticket, failure.Message, IsMissing: false);
        }
    }

    private SpawnAnswer Spawn(ProcessSpawner spawner, SpawnRequest request)
    {
        if (request.Impediment is { } impediment)
            return Failed(request, impediment);
        try
        {
            var command = CommandResolver.Resolve(request);
            return command.Path is null ? Failed(request, command.Error!) : Spawn(spawner, request, command.Path);
        }
        catch (Exception failure) when (failure is IOException or OutOfMemoryException or ArgumentException)
        {
            return Failed(request, failure.Message);
        }
    }

    private SpawnAnswer Spawn(ProcessSpawner spawner, SpawnRequest request, string path)
    {
        var errno = ChildDescriptors.Open(request.Descriptors, out var descriptors);
        if (errno != 0)
            return Failed(request, SpawnErrorText.OfDescriptors(request, errno));
        var controlGroup = NoDescriptor;
        try
        {
            var mappings = Map(request, descriptors);
            controlGroup = request.ControlGroup is { } group ? OpenForJoining(group) : NoDescriptor;
            var result = spawner.Spawn(request.Specification, path, mappings, request.Published, controlGroup);
            if (result.Succeeded)
                return new SpawnAnswer(request, result.ProcessId, null, _clock.Now);
            TellStandardError(request, result, descriptors.StderrOf(request.Descriptors));
            return Failed(request, SpawnErrorText.Of(request, result));
        }
        finally
        {
            descriptors.Close();
            if (controlGroup != NoDescriptor)
                PipeEnd.Close(controlGroup);
        }
    }

    /// <summary>−1 when it cannot be had, which keeps no program from running.</summary>
    private static int OpenForJoining(ControlGroup group)
    {
        var errno = group.OpenForJoining(out var members);
        if (errno == Errno.ENOENT && group.Create() == 0)
            _ = group.OpenForJoining(out members);
        return members;
    }

    private ReadOnlySpan<DescriptorMapping> Map(SpawnRequest request, in ChildDescriptors descriptors)
    {
        var count = FirstPassed + request.Passed.Length;
        if (_mappings.Length < count)
            _mappings = new DescriptorMapping[count];
        descriptors.Map(request.Descriptors, request.FastCgiSocket, _nullDevice.Number, _mappings);
        for (var index = FirstPassed; index < count; index++)
            _mappings[index] = new DescriptorMapping(request.Passed[index - FirstPassed], index);
        return _mappings.AsSpan(0, count);
    }

    /// <summary>The program's own error log says why there is no program, where people look first.</summary>
    private static void TellStandardError(SpawnRequest request, in SpawnResult result, int? stderr)
    {
        if (result.FailedStep == SpawnStep.Fork || stderr is not { } descriptor)
            return;
        var text = $"supervisor: {SpawnErrorText.InChild(request, result)}\nsupervisor: child process was not spawned\n";
        // A pipe that is full keeps what the program wrote before: the reason is in the daemon's log as well.
        if (FileDescriptor.IsWritable(descriptor))
            FileDescriptor.Write(descriptor, Encoding.UTF8.GetBytes(text));
    }

    private SpawnAnswer Failed(SpawnRequest request, string error) => new(request, 0, error, _clock.Now);
}
