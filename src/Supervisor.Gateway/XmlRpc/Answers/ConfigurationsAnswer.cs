using System.Collections.Immutable;
using Supervisor.Protocol.Processes;

namespace Supervisor.Gateway.XmlRpc.Answers;

/// <summary>What getAllConfigInfo tells of each configured process, with the members of Supervisor 4.2.5 in its order.</summary>
internal sealed record ConfigurationsAnswer(ImmutableArray<ProcessConfiguration> Processes) : Answer
{
    private const string None = "none";

    public override void Write(AnswerWriter writer)
    {
        writer.BeginArray();
        foreach (var process in Processes)
            Write(writer, process);
        writer.EndArray();
    }

    private static void Write(AnswerWriter writer, ProcessConfiguration process)
    {
        writer.BeginStructure();
        writer.WriteMember("autostart"u8, process.Autostart);
        writer.WriteMember("directory"u8, process.Directory);
        if (process.UserId is { } user)
            writer.WriteMember("uid"u8, user);
        else
            writer.WriteMember("uid"u8, None);
        writer.WriteMember("command"u8, process.Command);
        WriteNumbers(writer, "exitcodes"u8, process.ExitCodes);
        writer.WriteMember("group"u8, process.Name.Group);
        writer.WriteMember("group_prio"u8, process.GroupPriority);
        writer.WriteMember("inuse"u8, process.IsInUse);
        writer.WriteMember("killasgroup"u8, process.KillAsGroup);
        writer.WriteMember("name"u8, process.Name.Name);
        writer.WriteMember("process_prio"u8, process.Priority);
        writer.WriteMember("redirect_stderr"u8, process.RedirectStderr);
        writer.WriteMember("startretries"u8, process.StartRetries);
        writer.WriteMember("startsecs"u8, process.StartSeconds);
        WriteStdout(writer, process.Stdout);
        writer.WriteMember("stopsignal"u8, process.StopSignal);
        writer.WriteMember("stopwaitsecs"u8, process.StopWaitSeconds);
        WriteStderr(writer, process.Stderr);
        writer.WriteMember("serverurl"u8, process.ServerUrl);
        writer.EndStructure();
    }

    private static void WriteNumbers(AnswerWriter writer, ReadOnlySpan<byte> name, ImmutableArray<int> numbers)
    {
        writer.BeginMember(name);
        writer.BeginArray();
        foreach (var number in numbers)
            writer.WriteNumber(number);
        writer.EndArray();
        writer.EndMember();
    }

    private static void WriteStdout(AnswerWriter writer, OutputConfiguration output)
    {
        writer.WriteMember("stdout_capture_maxbytes"u8, output.CaptureMaxBytes);
        writer.WriteMember("stdout_events_enabled"u8, output.EventsEnabled);
        writer.WriteMember("stdout_logfile"u8, output.File);
        writer.WriteMember("stdout_logfile_backups"u8, output.Backups);
        writer.WriteMember("stdout_logfile_maxbytes"u8, output.MaxBytes);
        writer.WriteMember("stdout_syslog"u8, output.Syslog);
    }

    private static void WriteStderr(AnswerWriter writer, OutputConfiguration output)
    {
        writer.WriteMember("stderr_capture_maxbytes"u8, output.CaptureMaxBytes);
        writer.WriteMember("stderr_events_enabled"u8, output.EventsEnabled);
        writer.WriteMember("stderr_logfile"u8, output.File);
        writer.WriteMember("stderr_logfile_backups"u8, output.Backups);
        writer.WriteMember("stderr_logfile_maxbytes"u8, output.MaxBytes);
        writer.WriteMember("stderr_syslog"u8, output.Syslog);
    }
}
