using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>How much the pipe of a channel can hold.</summary>
internal sealed class PipeSize(LogChannel channel)
{
    private const int EnlargementFactor = 4;

    private int _capacity;

    public int Capacity => _capacity != 0 ? _capacity : _capacity = Pipe.Capacity(channel.ReadDescriptor);

    /// <summary>A pipe that was found full, or nearly so, gets larger; when the kernel refuses it stays as it is and is not asked again.</summary>
    public void EnlargeWhenFull(int moved)
    {
        if (moved < Pipe.SmallestCapacity || _capacity >= Pipe.LargestCapacity || moved < Capacity / 4 * 3)
            return;
        var granted = Pipe.Enlarge(channel.ReadDescriptor, Math.Min(Pipe.LargestCapacity, Capacity * EnlargementFactor));
        _capacity = granted > _capacity ? granted : Pipe.LargestCapacity;
    }
}
