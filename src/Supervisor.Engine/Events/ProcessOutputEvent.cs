using System.Globalization;

namespace Supervisor.Engine.Events;

/// <summary>A program wrote something: an ordinary piece of its output, or what stood between capture tokens.</summary>
/// <param name="ProcessId">Of the run that wrote it.</param>
/// <param name="Output">As it was written; nobody changes it.</param>
public sealed record ProcessOutputEvent(EventType Type, string ProcessName, string GroupName, int ProcessId, ReadOnlyMemory<byte> Output)
    : SupervisorEvent(Type)
{
    public override string Text =>
        string.Create(CultureInfo.InvariantCulture, $"processname:{ProcessName} groupname:{GroupName} pid:{ProcessId}{Channel}\n");

    public override ReadOnlyMemory<byte> Data => Output;

    private string Channel =>
        Type switch
        {
            EventType.ProcessLogStdout => " channel:stdout",
            EventType.ProcessLogStderr => " channel:stderr",
            _ => "",
        };
}
