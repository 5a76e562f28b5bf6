using System.Globalization;
using Supervisor.Engine.Announcements;

namespace Supervisor.Engine.Events;

/// <summary>A program wrote something: an ordinary piece of its output, or what stood between capture tokens.</summary>
/// <param name="ProcessId">Of the run that wrote it.</param>
/// <param name="Output">As it was written; nobody changes it.</param>
public sealed record ProcessOutputEvent(EventType Type, string ProcessName, string GroupName, int ProcessId, ReadOnlyMemory<byte> Output)
    : SupervisorEvent(Type)
{
    /// <summary>The number that it has in the notes of the log pump; 0 where it has none.</summary>
    internal long Number { get; init; }

    internal override EventOrigin? Origin => EventOrigin.Of(EventOrigin.Output, Number);

    public override string Text =>
        string.Create(CultureInfo.InvariantCulture, $"processname:{ProcessName} groupname:{GroupName} pid:{ProcessId}{Channel}\n");

    public override ReadOnlyMemory<byte> Data => Output;

    /// <summary>The event of what a program wrote; null for what a listener says to the daemon.</summary>
    public static ProcessOutputEvent? Of(in Announcement announcement)
    {
        var (output, process) = (announcement.Output!, announcement.Process);
        return output.Type is { } type
            ? new ProcessOutputEvent(type, process.Name, process.GroupName, announcement.ProcessId, output.Data)
            {
                Number = output.Note.Number,
            }
            : null;
    }

    private string Channel =>
        Type switch
        {
            EventType.ProcessLogStdout => " channel:stdout",
            EventType.ProcessLogStderr => " channel:stderr",
            _ => "",
        };
}
