using System.Collections.Immutable;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Values;
using Supervisor.Posix;

namespace Supervisor.Configuration.Table;

/// <summary>The keys of the tables that have few.</summary>
internal static class OtherKeys
{
    public static readonly SettingKey<ImmutableArray<LocatedText>> IncludeFiles = new("files", TextListType.Strings, [], "")
    {
        Help = "Patterns of files to read as well, relative to the file that names them.",
        IsRequired = true,
    };

    public static readonly SettingKey<int> SyslogFacility = new("facility", NetworkTypes.Facility, 3, "\"daemon\"")
    {
        Help = "The facility of the messages.",
        Needs = ChangeNeeds.LogReopen,
    };

    public static readonly SettingKey<string> SyslogTag = new("tag", BasicTypes.Text, "supervisord", "\"supervisord\"")
    {
        Help = "The program name in the messages.",
        Needs = ChangeNeeds.LogReopen,
        Check = static value =>
            value.Length is > 0 and <= 48 && value.All(character => character is > ' ' and <= '~')
                ? null
                : "must be 1 to 48 printable ASCII characters without blanks (RFC 5424)",
    };

    public static readonly SettingKey<SyslogTarget> SyslogAddress = new(
        "address",
        NetworkTypes.SyslogAddress,
        new SyslogTarget.LocalSocket("/dev/log"),
        "\"/dev/log\""
    )
    {
        Help = "The local socket, or the host and port (udp:// or tcp://, port 514 by default), that takes the messages.",
        Needs = ChangeNeeds.LogReopen,
    };

    public static readonly SettingKey<GatewayMode> GatewayMode = new(
        "mode",
        BasicTypes.Choice(("on-demand", Settings.GatewayMode.OnDemand), ("always", Settings.GatewayMode.Always)),
        GatewaySettings.Default.Mode,
        "\"on-demand\""
    )
    {
        Help = "Whether the gateway runs only while it is used.",
    };

    public static readonly SettingKey<UserAccount?> GatewayUser = new("user", AccountTypes.User, null, "")
    {
        Help = "The account that the gateway runs as.",
    };

    public static readonly SettingKey<TimeSpan> GatewayIdleTimeout = new(
        "idle_timeout",
        QuantityTypes.Duration,
        GatewaySettings.Default.IdleTimeout,
        "60"
    )
    {
        Help = "How long an on-demand gateway stays without a connection.",
    };

    public static readonly SettingKey<long> GatewayMemoryLimit = new(
        "memory_limit",
        QuantityTypes.Size,
        GatewaySettings.Default.MemoryLimit,
        "\"256MB\""
    )
    {
        Help = "What the gateway's heap may grow to.",
        Check = static value => value >= SmallestGatewayMemory ? null : "must be at least 64MB",
    };

    private const long SmallestGatewayMemory = 64L << 20;

    public static readonly SettingKey<ImmutableArray<LocatedText>> GroupPrograms = new("programs", TextListType.Strings, [], "[]")
    {
        Help = "The programs of the group, in the order in which they start.",
    };

    public static readonly SettingKey<int> GroupPriority = new("priority", BasicTypes.Integer(), 999, "999")
    {
        Help = "Groups with lower ones start first and stop last.",
        SameForGroup = Agreement.OfGroups(group => group.Priority),
    };

    public static readonly SettingKey<string> RpcFactory = new("supervisor.rpcinterface_factory", BasicTypes.Text, StockRpcFactory, "")
    {
        Help = "Read for compatibility: the supervisor.* interface is always there, and Python plugins cannot be loaded.",
        IsRequired = true,
    };

    public static readonly SettingKey<string> ControlFactory = new("supervisor.ctl_factory", BasicTypes.Text, "", "")
    {
        Help = "Read for compatibility: Python plugins cannot be loaded.",
        IsRequired = true,
    };

    /// <summary>What every configuration of the original names.</summary>
    public const string StockRpcFactory = "supervisor.rpcinterface:make_main_rpcinterface";
}
