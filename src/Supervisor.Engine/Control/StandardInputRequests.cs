using Supervisor.Engine.Slots;
using Supervisor.Posix;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Engine.Control;

/// <summary>sendProcessStdin.</summary>
internal sealed class StandardInputRequests(Roster roster)
{
    public void Write(RequestTicket ticket, Request.WriteStandardInput request)
    {
        var name = request.Process.DisplayName;
        if (roster.Find(request.Process.Group, request.Process.Name) is not { } slot)
        {
            ticket.Refuse(ControlResult.BadName, name);
            return;
        }
        if (slot.Status.ProcessId == 0 || slot.Status.State == ProcessState.Stopping)
        {
            ticket.Refuse(ControlResult.NotRunning, name);
            return;
        }
        switch (slot.Pipes?.Stdin.Write(request.Bytes) ?? Errno.EPIPE)
        {
            case 0:
                ticket.Answer(Reply.Done.Instance);
                break;
            case Errno.EPIPE:
                ticket.Refuse(ControlResult.NoFile, name);
                break;
            case Errno.ENOBUFS:
                ticket.Refuse(
                    ControlResult.Failed,
                    $"{name} does not read its standard input: {StandardInput.Capacity} bytes wait for it at most"
                );
                break;
            case var errno:
                ticket.Refuse(ControlResult.Failed, $"{name}: {Errno.Describe(errno)}");
                break;
        }
    }
}
