using System.Runtime.InteropServices;

namespace Supervisor.Posix.Native;

/// <summary>Terminals (termios(3), ioctl_tty(2)).</summary>
internal static unsafe partial class LibC
{
    public const nuint TIOCGWINSZ = 0x5413;
    public const int TCSADRAIN = 1;

    [LibraryImport(Library, SetLastError = true)]
    public static partial int tcgetattr(int descriptor, void* attributes);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int tcsetattr(int descriptor, int when, void* attributes);

    [LibraryImport(Library)]
    public static partial void cfmakeraw(void* attributes);

    /// <summary>struct winsize.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct winsize
    {
        public ushort rows;
        public ushort columns;
        public ushort width;
        public ushort height;
    }
}
