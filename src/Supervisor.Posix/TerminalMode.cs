using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>
/// A terminal that gives every key as it is pressed, without echo, signals or changes to what is written (cfmakeraw, termios(3)); as it was
/// before when it is disposed.
/// </summary>
public sealed unsafe class TerminalMode : IDisposable
{
    /// <summary>More than any C library's struct termios (glibc: 60 bytes); its fields are the library's own affair.</summary>
    private const int AttributesSize = 256;
    private readonly int _descriptor;
    private readonly byte[] _before;

    private TerminalMode(int descriptor, byte[] before)
    {
        _descriptor = descriptor;
        _before = before;
    }

    /// <summary>Null when the descriptor is no terminal.</summary>
    public static TerminalMode? EnterRaw(int descriptor)
    {
        var before = new byte[AttributesSize];
        fixed (byte* attributes = before)
        {
            if (LibC.tcgetattr(descriptor, attributes) < 0)
                return null;
        }
        var raw = stackalloc byte[AttributesSize];
        before.CopyTo(new Span<byte>(raw, AttributesSize));
        LibC.cfmakeraw(raw);
        return LibC.tcsetattr(descriptor, LibC.TCSADRAIN, raw) < 0 ? null : new TerminalMode(descriptor, before);
    }

    /// <summary>How many columns the terminal has; 0 when it does not say.</summary>
    public static int Width(int descriptor)
    {
        LibC.winsize size;
        return LibC.ioctl(descriptor, LibC.TIOCGWINSZ, &size) < 0 ? 0 : size.columns;
    }

    public void Dispose()
    {
        fixed (byte* attributes = _before)
            _ = LibC.tcsetattr(_descriptor, LibC.TCSADRAIN, attributes);
    }
}
