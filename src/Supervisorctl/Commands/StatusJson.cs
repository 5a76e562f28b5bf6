using System.Text.Json;
using Supervisorctl.Api;
using Supervisorctl.Processes;

namespace Supervisorctl.Commands;

/// <summary>status --json: an array with an object for each process, in the words of the JSON API.</summary>
internal static class StatusJson
{
    /// <param name="details">Null where the server has no such API; then there is what XML-RPC tells.</param>
    public static void Print(Session session, IReadOnlyList<ProcessInfo> infos, ProcessDetails? details) =>
        JsonOutput.Print(
            session,
            writer =>
            {
                writer.WriteStartArray();
                foreach (var info in infos)
                {
                    if (details?.Find(info) is { } detail)
                        detail.WriteTo(writer);
                    else
                        Write(writer, info);
                }
                writer.WriteEndArray();
            }
        );

    private static void Write(Utf8JsonWriter writer, ProcessInfo info)
    {
        writer.WriteStartObject();
        writer.WriteString("namespec", info.Namespec);
        writer.WriteString("group", info.Group);
        writer.WriteString("name", info.Name);
        writer.WriteString("state", info.StateName);
        writer.WriteNumber("stateCode", info.State);
        writer.WriteString("description", info.Description);
        writer.WriteNumber("pid", info.ProcessId);
        writer.WriteNumber("startedAt", info.Source.NumberOf("start"));
        writer.WriteNumber("stoppedAt", info.Source.NumberOf("stop"));
        writer.WriteString("spawnError", info.Source.TextOf("spawnerr"));
        writer.WriteNumber("exitStatus", info.Source.NumberOf("exitstatus"));
        writer.WriteString("stdoutFile", info.Source.TextOf("stdout_logfile"));
        writer.WriteString("stderrFile", info.Source.TextOf("stderr_logfile"));
        writer.WriteEndObject();
    }
}
