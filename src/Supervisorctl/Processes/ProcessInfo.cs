using System.Collections.Immutable;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Processes;

/// <summary>What getProcessInfo tells of a process.</summary>
internal sealed record ProcessInfo(string Group, string Name, int State, string StateName, string Description, int ProcessId)
{
    private const int Stopped = 0;
    private const int Starting = 10;
    private const int Running = 20;
    private const int Backoff = 30;
    private const int Exited = 100;
    private const int Fatal = 200;
    private const int Unknown = 1000;

    /// <summary>As it came, for what only some commands want.</summary>
    public required XmlRpcValue.Structure Source { get; init; }

    public string Namespec => Supervisorctl.Namespec.Of(Group, Name);

    /// <summary>Supervisor's RUNNING_STATES: it is up, or on its way.</summary>
    public bool IsUp => State is Starting or Running or Backoff;

    public bool IsRunning => State is Running;

    public bool IsExited => State is Exited;

    /// <summary>Supervisor's STOPPED_STATES.</summary>
    public bool IsDown => State is Stopped or Exited or Fatal or Unknown;

    public static ProcessInfo Of(XmlRpcValue value)
    {
        var source = value as XmlRpcValue.Structure ?? throw new MalformedAnswerException("a process is no struct");
        return new ProcessInfo(
            source.TextOf("group"),
            source.TextOf("name"),
            source.NumberOf("state"),
            source.TextOf("statename"),
            source.TextOf("description"),
            source.NumberOf("pid")
        )
        {
            Source = source,
        };
    }

    /// <summary>Every process, in the server's order.</summary>
    public static ImmutableArray<ProcessInfo> All(Session session)
    {
        var items = session.Call("getAllProcessInfo").Items;
        var infos = ImmutableArray.CreateBuilder<ProcessInfo>(items.Length);
        foreach (var item in items)
            infos.Add(Of(item));
        return infos.MoveToImmutable();
    }

    public bool IsMeantBy(Namespec namespec) =>
        string.Equals(Group, namespec.Group, StringComparison.Ordinal)
        && (namespec.Process is null || string.Equals(Name, namespec.Process, StringComparison.Ordinal));
}
