using Supervisor.Posix;
using Supervisorctl.Output;

namespace Supervisorctl.Shell;

/// <summary>
/// The terminal on descriptor 0. It is not System.Console, which keeps the terminal without echo from its first key on, and so from whoever
/// reads lines afterwards.
/// </summary>
/// <param name="output">Where the text goes.</param>
internal sealed class StandardTerminal(IOutput output) : ITerminal
{
    private const int Input = 0;
    private const int UsualWidth = 80;
    private readonly KeyDecoder _keys = new(ReadByte);

    public int Width => TerminalMode.Width(Input) is > 0 and var width ? width : UsualWidth;

    public IDisposable? BeginKeys() => TerminalMode.EnterRaw(Input);

    public KeyPress ReadKey() => _keys.Read();

    public void Write(string text) => output.Write(text);

    /// <summary>One at a time: what follows the line belongs to who reads next.</summary>
    private static int ReadByte(int milliseconds)
    {
        if (milliseconds >= 0 && !InputReadiness.Await(Input, milliseconds))
            return -1;
        Span<byte> one = stackalloc byte[1];
        return FileDescriptor.Read(Input, one) is { IsSuccess: true, Count: > 0 } ? one[0] : -1;
    }
}
