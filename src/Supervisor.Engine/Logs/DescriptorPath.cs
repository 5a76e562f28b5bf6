using System.Globalization;

namespace Supervisor.Engine.Logs;

/// <summary>Paths that name a descriptor of the daemon: /dev/stdout, /dev/stderr, /dev/fd/N, /proc/self/fd/N.</summary>
internal static class DescriptorPath
{
    public const int NoDescriptor = -1;
    private static readonly string[] Directories = ["/dev/fd/", "/proc/self/fd/"];

    /// <returns>The number, or <see cref="NoDescriptor"/> for any other path.</returns>
    public static int NumberOf(string path)
    {
        if (path is "/dev/stdout")
            return 1;
        if (path is "/dev/stderr")
            return 2;
        foreach (var directory in Directories)
        {
            if (
                path.StartsWith(directory, StringComparison.Ordinal)
                && int.TryParse(path.AsSpan(directory.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            )
                return number;
        }
        return NoDescriptor;
    }
}
