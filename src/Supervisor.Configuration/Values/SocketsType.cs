using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Settings;
using Supervisor.Toml;

namespace Supervisor.Configuration.Values;

/// <summary>
/// sockets = { http = "tcp://[::]:8080", admin = { url = "unix:///run/x.sock", owner = "www:adm", mode = "0660", backlog = 16 } }: in the
/// order in which they are written, which is that of the descriptors.
/// </summary>
internal sealed class SocketsType()
    : SettingType<ImmutableArray<NamedSocketSettings>>(
        Wanted,
        ValueShapes.Table,
        static (_, _) => Parsed<ImmutableArray<NamedSocketSettings>>.Wrong("must be " + Wanted)
    )
{
    private const string Wanted = "a table such as { http = \"tcp://[::]:8080\", admin = \"unix:///run/x.sock\" }";

    /// <summary>FDNAME_MAX of systemd, whose library reads the names.</summary>
    private const int LongestName = 255;

    private const int LargestBacklog = 65535;

    private static readonly SettingType<ProgramSocketSettings?> Url = new(
        "\"unix:///path\" or \"tcp://host:port\"",
        ValueShapes.Text,
        ProgramSocketUrl.Parse
    );

    private static readonly SettingType<int?> Backlog = BasicTypes.OptionalInteger(1, LargestBacklog);
    private static readonly ImmutableArray<string> Keys = ["backlog", "mode", "owner", "url"];

    public override bool TryRead(
        TomlValue value,
        ReadContext context,
        [MaybeNullWhen(false)] out ImmutableArray<NamedSocketSettings> result
    )
    {
        result = [];
        if (value is not TomlTable table)
        {
            context.ReportWrongType(value, Description);
            return false;
        }
        var sockets = ImmutableArray.CreateBuilder<NamedSocketSettings>(table.Count);
        foreach (var entry in table)
        {
            if (!IsName(entry.Key))
                context.Report(
                    entry.KeySpan,
                    $"'{entry.Key}' cannot be the name of a socket: it must be 1 to {LongestName} visible ASCII characters without ':'"
                );
            else if (TryReadSocket(entry, context) is { } socket)
                sockets.Add(new NamedSocketSettings(entry.Key, socket));
        }
        result = sockets.ToImmutable();
        return sockets.Count == table.Count;
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name.All(character => character is >= ' ' and < '\x7f' and not ':');

    private static ProgramSocketSettings? TryReadSocket(TomlEntry entry, ReadContext context)
    {
        if (entry.Value is not TomlTable table)
            return Url.TryRead(entry.Value, context, out var plain) ? plain : null;
        var good = RefuseUnknownKeys(table, context);
        if (!table.TryGet("url", out var url))
        {
            context.Report(entry.KeySpan, $"socket '{entry.Key}' needs a url: write {{ url = \"unix:///path\" }}");
            return null;
        }
        if (!Url.TryRead(url.Value, context, out var socket) || socket is null)
            return null;
        good &= TryReadPart(table, "owner", AccountTypes.Owner, context, out var owner);
        good &= TryReadPart(table, "mode", BasicTypes.Octal, context, out var mode);
        good &= TryReadPart(table, "backlog", Backlog, context, out var backlog);
        if (socket.Path is null && (owner is not null || mode is not null))
        {
            context.Report(entry.KeySpan, $"socket '{entry.Key}' is no unix socket: only these have an owner and a mode");
            return null;
        }
        return good
            ? socket with
            {
                OwnerUserId = owner?.UserId,
                OwnerGroupId = owner?.GroupId,
                Mode = mode ?? socket.Mode,
                Backlog = backlog,
            }
            : null;
    }

    private static bool TryReadPart<T>(TomlTable table, string key, SettingType<T> type, ReadContext context, out T? value)
    {
        value = default;
        return !table.TryGet(key, out var entry) || type.TryRead(entry.Value, context, out value);
    }

    private static bool RefuseUnknownKeys(TomlTable table, ReadContext context)
    {
        var good = true;
        foreach (var part in table.Where(part => !Keys.Contains(part.Key)))
        {
            context.Report(part.KeySpan, $"unknown key '{part.Key}' of a socket{Spelling.Suggestion(part.Key, Keys, "known keys")}");
            good = false;
        }
        return good;
    }
}
