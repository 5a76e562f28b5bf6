using System.Collections;
using System.Collections.Immutable;
using System.Text;

namespace Supervisor.Posix;

/// <summary>The environment that this process was started with, byte for byte.</summary>
public static class InitialEnvironment
{
    /// <summary>"KEY=value" entries; from /proc/self/environ (proc(5)), which keeps values that are no UTF-8, else from the runtime.</summary>
    public static ImmutableArray<byte[]> Read()
    {
        try
        {
            return Split(KernelFile.Read("/proc/self/environ"));
        }
        catch (IOException)
        {
            var entries = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>();
            return [.. entries.Select(entry => Encoding.UTF8.GetBytes($"{entry.Key}={entry.Value}"))];
        }
    }

    /// <summary>The name of a "KEY=value" entry.</summary>
    public static string NameOf(byte[] entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var end = Array.IndexOf(entry, (byte)'=');
        return Encoding.UTF8.GetString(entry, 0, end < 0 ? entry.Length : end);
    }

    private static ImmutableArray<byte[]> Split(byte[] block)
    {
        var entries = ImmutableArray.CreateBuilder<byte[]>();
        var start = 0;
        while (start < block.Length)
        {
            var end = Array.IndexOf(block, (byte)0, start);
            if (end < 0)
                end = block.Length;
            if (end > start)
                entries.Add(block[start..end]);
            start = end + 1;
        }
        return entries.ToImmutable();
    }
}
