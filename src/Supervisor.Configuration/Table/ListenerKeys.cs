using System.Collections.Immutable;
using Supervisor.Configuration.Values;

namespace Supervisor.Configuration.Table;

/// <summary>What [eventlistener.x] and [fcgi-program.x] have beyond a program.</summary>
internal static class ListenerKeys
{
    public const string StockResultHandler = "supervisor.dispatchers:default_handler";

    public static readonly SettingKey<ImmutableArray<LocatedText>> Events = new("events", TextListType.Strings, [], "")
    {
        Help = "The event types to be sent.",
        IsRequired = true,
        SameForGroup = (left, right) => Agreement.Same(left.EventListener?.Events ?? [], right.EventListener?.Events ?? []),
    };

    public static readonly SettingKey<int> BufferSize = new("buffer_size", BasicTypes.Integer(), 10, "10")
    {
        Help = "How many events wait at most while no listener is ready.",
        SameForGroup = Agreement.OfGroups(group => group.EventListener?.BufferSize),
        Check = static value => value >= 1 ? null : "section sets invalid buffer_size: it must be at least 1",
    };

    public static readonly SettingKey<string> ResultHandler = new(
        "result_handler",
        BasicTypes.Text,
        StockResultHandler,
        $"\"{StockResultHandler}\""
    )
    {
        Help = "Read for compatibility: only the stock handler has a meaning here.",
        SameForGroup = Agreement.OfGroups(group => group.EventListener?.ResultHandler),
    };

    public static readonly SettingKey<string?> Socket = new("socket", BasicTypes.OptionalText, null, "")
    {
        Help = "The socket on descriptor 0: unix:///path or tcp://host:port.",
        IsRequired = true,
        Needs = ChangeNeeds.RestartProcess,
        SameForProcess = Agreement.OfProcesses(process => (process.FastCgiSocket?.Url, process.FastCgiSocket?.Address)),
    };

    public static readonly SettingKey<Ownership?> SocketOwner = new("socket_owner", AccountTypes.Owner, null, "user")
    {
        Help = "Who a unix socket is given to: user or user:group.",
        Needs = ChangeNeeds.RestartProcess,
        SameForProcess = Agreement.OfProcesses(process => (process.FastCgiSocket?.OwnerUserId, process.FastCgiSocket?.OwnerGroupId)),
    };

    public static readonly SettingKey<uint?> SocketMode = new("socket_mode", BasicTypes.Octal, null, "\"0700\"")
    {
        Help = "The mode of a unix socket.",
        Needs = ChangeNeeds.RestartProcess,
        SameForProcess = Agreement.OfProcesses(process => process.FastCgiSocket?.Mode),
    };

    public static readonly SettingKey<int?> SocketBacklog = new("socket_backlog", BasicTypes.OptionalInteger(1, 65535), null, "")
    {
        Help = "How many connections wait at most; the system's largest by default.",
        Needs = ChangeNeeds.RestartProcess,
        SameForProcess = Agreement.OfProcesses(process => process.FastCgiSocket?.Backlog),
    };

    public static readonly ImmutableArray<SettingKey> EventListener = [Events, BufferSize, ResultHandler];
    public static readonly ImmutableArray<SettingKey> FastCgi = [Socket, SocketOwner, SocketMode, SocketBacklog];
}
