using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Supervisor.Configuration.Settings;
using Supervisor.Posix;

namespace Supervisor.Engine.Gateway;

/// <summary>How this program is executed as the gateway.</summary>
/// <param name="path">This program's file.</param>
/// <param name="arguments">The words that name it, without those of the daemon.</param>
/// <param name="environment">Of the daemon, byte for byte; only what the runtime and the clock need is passed on.</param>
/// <param name="outOfMemoryScore">Its oom_score_adj; null: it inherits the right one.</param>
public sealed class GatewayCommand(
    string path,
    ImmutableArray<string> arguments,
    ImmutableArray<byte[]> environment,
    int? outOfMemoryScore = null
)
{
    /// <summary>The word of the command line that chooses the role; its private socket is descriptor 3.</summary>
    public const string Option = "--gateway";

    private const string RuntimePrefix = "DOTNET_";
    private static readonly string[] PassedOn = ["PATH", "TZ", "TZDIR"];

    internal string Path => path;

    internal ChildSpecification SpecificationFor(GatewaySettings settings) =>
        new()
        {
            Arguments = arguments.Add(Option),
            Environment = [.. environment.Where(IsPassedOn), .. RuntimeVariables(settings).Select(Encoding.UTF8.GetBytes)],
            Directory = "/",
            User = settings.User,
            Placement = SessionPlacement.NewProcessGroup,
            IsConfined = true,
            OutOfMemoryScore = outOfMemoryScore,
        };

    private static bool IsPassedOn(byte[] entry)
    {
        var name = InitialEnvironment.NameOf(entry);
        return PassedOn.Contains(name, StringComparer.Ordinal)
            || (name.StartsWith(RuntimePrefix, StringComparison.Ordinal) && !name.StartsWith("DOTNET_GC", StringComparison.Ordinal));
    }

    /// <summary>A limit of address space would keep the runtime from starting; its heap has a limit of its own, in hexadecimal.</summary>
    private static IEnumerable<string> RuntimeVariables(GatewaySettings settings) =>
        ["DOTNET_EnableDiagnostics=0", "DOTNET_GCHeapHardLimit=0x" + settings.MemoryLimit.ToString("x", CultureInfo.InvariantCulture)];
}
