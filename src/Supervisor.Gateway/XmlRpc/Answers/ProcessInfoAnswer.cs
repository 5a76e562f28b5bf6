using Supervisor.Gateway.Description;
using Supervisor.Protocol.Processes;
using Supervisor.Protocol.Replies;

namespace Supervisor.Gateway.XmlRpc.Answers;

/// <summary>What getProcessInfo tells of one process, or getAllProcessInfo of all.</summary>
/// <param name="Zone">The time of an end is told in it.</param>
internal sealed record ProcessInfoAnswer(Reply.ProcessesListed Listed, bool IsOne, TimeZoneInfo Zone) : Answer
{
    public override void Write(AnswerWriter writer)
    {
        if (IsOne)
        {
            Write(writer, Listed.Processes[0]);
            return;
        }
        writer.BeginArray();
        foreach (var process in Listed.Processes)
            Write(writer, process);
        writer.EndArray();
    }

    private void Write(AnswerWriter writer, ProcessSnapshot process)
    {
        writer.BeginStructure();
        writer.WriteMember("name"u8, process.Name.Name);
        writer.WriteMember("group"u8, process.Name.Group);
        writer.WriteMember("start"u8, process.StartedAt);
        writer.WriteMember("stop"u8, process.StoppedAt);
        writer.WriteMember("now"u8, Listed.Now / 1000);
        writer.WriteMember("state"u8, (int)process.State);
        writer.WriteMember("statename"u8, process.State.Word());
        writer.WriteMember("spawnerr"u8, process.SpawnError);
        writer.WriteMember("exitstatus"u8, process.ExitStatus);
        writer.WriteMember("logfile"u8, process.StdoutFile);
        writer.WriteMember("stdout_logfile"u8, process.StdoutFile);
        writer.WriteMember("stderr_logfile"u8, process.StderrFile);
        writer.WriteMember("pid"u8, process.ProcessId);
        writer.WriteMember("description"u8, ProcessDescription.Of(process, Zone));
        writer.EndStructure();
    }
}
