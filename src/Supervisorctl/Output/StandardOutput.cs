using System.Text;
using Supervisor.Posix;

namespace Supervisorctl.Output;

/// <summary>Descriptor 1 or 2, in UTF-8, without System.Console, which takes its time to load.</summary>
internal sealed class StandardOutput(int descriptor) : IOutput
{
    private readonly Lock _writing = new();

    public bool IsTerminal { get; } = StandardStreams.IsTerminal(descriptor);

    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <exception cref="OutputClosedException">Nobody reads it any more.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_writing)
        {
            if (DescriptorOutput.WriteAll(descriptor, bytes, out _) is not 0 and var errno)
                throw new OutputClosedException(errno);
        }
    }
}
