using Supervisor.Posix;

namespace Supervisor.Engine.Gateway;

/// <summary>One message to the gateway, with the descriptors that go with its first byte.</summary>
internal sealed class WaitingOutput(ReadOnlyMemory<byte> bytes, Descriptor[] descriptors)
{
    private Descriptor[] _descriptors = descriptors;

    public ReadOnlyMemory<byte> Rest { get; private set; } = bytes;

    public ReadOnlySpan<int> Numbers => _descriptors.Length == 0 ? [] : Array.ConvertAll(_descriptors, descriptor => descriptor.Number);

    /// <summary>The buffer that it was written in is about to be used again.</summary>
    public void Own() => Rest = Rest.ToArray();

    public void Sent(int count)
    {
        Rest = Rest[count..];
        Close();
    }

    /// <summary>Closes what was, or will not be, sent.</summary>
    public void Close()
    {
        foreach (var descriptor in _descriptors)
            descriptor.Dispose();
        _descriptors = [];
    }
}
