using System.Collections.Immutable;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Posix;
using Supervisor.Toml;

namespace Supervisor.Configuration.Values;

/// <summary>rlimits = { nofile = 65536, core = "unlimited", as = { soft = "1GB", hard = "2GB" } }</summary>
internal sealed class ResourceLimitsType()
    : SettingType<ImmutableArray<ResourceLimit>>(
        "a table such as { nofile = 65536, core = \"unlimited\" }",
        ValueShapes.Table,
        static (_, _) => Parsed<ImmutableArray<ResourceLimit>>.Wrong("must be a table such as { nofile = 65536, core = \"unlimited\" }")
    )
{
    /// <summary>The names of getrlimit(2) without RLIMIT_; those in bytes take sizes.</summary>
    private static readonly ImmutableArray<(string Name, ResourceKind Kind, bool IsBytes)> Resources =
    [
        ("cpu", ResourceKind.Cpu, false),
        ("fsize", ResourceKind.FileSize, true),
        ("data", ResourceKind.Data, true),
        ("stack", ResourceKind.Stack, true),
        ("core", ResourceKind.Core, true),
        ("rss", ResourceKind.ResidentSet, true),
        ("nproc", ResourceKind.Processes, false),
        ("nofile", ResourceKind.OpenFiles, false),
        ("memlock", ResourceKind.LockedMemory, true),
        ("as", ResourceKind.AddressSpace, true),
        ("locks", ResourceKind.FileLocks, false),
        ("sigpending", ResourceKind.PendingSignals, false),
        ("msgqueue", ResourceKind.MessageQueues, true),
        ("nice", ResourceKind.Nice, false),
        ("rtprio", ResourceKind.RealtimePriority, false),
        ("rttime", ResourceKind.RealtimeTime, false),
    ];

    /// <summary>The name that a configuration uses for a resource.</summary>
    public static string NameOf(ResourceKind kind) => Resources.First(resource => resource.Kind == kind).Name;

    public override bool TryRead(TomlValue value, ReadContext context, out ImmutableArray<ResourceLimit> result)
    {
        result = [];
        if (value is not TomlTable table)
        {
            context.ReportWrongType(value, Description);
            return false;
        }
        var limits = ImmutableArray.CreateBuilder<ResourceLimit>();
        foreach (var entry in table)
        {
            var known = Resources.FirstOrDefault(resource => resource.Name == entry.Key);
            if (known.Name is null)
                context.Report(
                    entry.KeySpan,
                    $"unknown resource '{entry.Key}'{Spelling.Suggestion(entry.Key, Resources.Select(resource => resource.Name), "known resources")}"
                );
            else if (TryReadLimit(entry, known.IsBytes, context, out var soft, out var hard))
                limits.Add(new ResourceLimit(known.Kind, soft, hard));
        }
        var good = limits.Count == table.Count;
        limits.Sort(static (left, right) => left.Kind.CompareTo(right.Kind));
        result = limits.ToImmutable();
        return good;
    }

    private static bool TryReadLimit(TomlEntry entry, bool isBytes, ReadContext context, out ulong soft, out ulong hard)
    {
        soft = hard = 0;
        if (entry.Value is not TomlTable pair)
        {
            if (!TryReadAmount(entry.Value, entry.Key, isBytes, context, out soft))
                return false;
            hard = soft;
            return true;
        }
        var good = true;
        foreach (var part in pair.Where(part => part.Key is not ("soft" or "hard")))
        {
            context.Report(part.KeySpan, $"'{entry.Key}' takes {{ soft = …, hard = … }}, and no '{part.Key}'");
            good = false;
        }
        if (!pair.TryGet("soft", out var softEntry) || !pair.TryGet("hard", out var hardEntry))
        {
            context.Report(entry.KeySpan, $"'{entry.Key}' needs both soft and hard: write {{ soft = 1024, hard = 4096 }}");
            return false;
        }
        good &= TryReadAmount(softEntry.Value, entry.Key, isBytes, context, out soft);
        good &= TryReadAmount(hardEntry.Value, entry.Key, isBytes, context, out hard);
        if (good && soft > hard)
        {
            context.Report(softEntry.Value.Span, $"the soft limit of '{entry.Key}' is above its hard limit");
            return false;
        }
        return good;
    }

    private static bool TryReadAmount(TomlValue value, string name, bool isBytes, ReadContext context, out ulong amount)
    {
        amount = 0;
        if (value is TomlInteger { Value: >= 0 } integer)
        {
            amount = (ulong)integer.Value;
            return true;
        }
        var wanted = isBytes
            ? "a number of bytes, a size such as \"64MB\", or \"unlimited\""
            : "a number that is not negative, or \"unlimited\"";
        if (value is not TomlString text)
        {
            context.Report(value.Span, $"'{name}' must be {wanted}");
            return false;
        }
        if (!context.TryExpand(text, out var expanded))
            return false;
        if (string.Equals(expanded.Trim(), "unlimited", StringComparison.OrdinalIgnoreCase))
        {
            amount = ResourceLimit.Unlimited;
            return true;
        }
        if ((isBytes ? QuantityTypes.ParseSize(expanded) : BasicTypes.ParseInteger(expanded)) is >= 0 and var number)
        {
            amount = (ulong)number;
            return true;
        }
        context.Report(text.Span, $"'{name}' must be {wanted}, not '{expanded}'");
        return false;
    }
}
