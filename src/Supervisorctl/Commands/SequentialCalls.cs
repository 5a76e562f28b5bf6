using Supervisor.Protocol.Replies;
using Supervisorctl.Processes;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>Carries an action out for one name after the other, each waited for, as the original does.</summary>
internal static class SequentialCalls
{
    /// <param name="more">Arguments behind the name: the signal.</param>
    public static void Run(Session session, ProcessAction action, string[] names, params ReadOnlySpan<XmlRpcValue> more)
    {
        if (names.Contains("all", StringComparer.Ordinal))
        {
            TellAll(session, action, session.Call(action.AllMethod, more));
            return;
        }
        foreach (var name in names)
        {
            var namespec = Namespec.Parse(name);
            if (namespec.Process is null)
                RunGroup(session, action, namespec.Group, more);
            else
                action.Tell(session, RunOne(session, action, namespec, name, more));
        }
    }

    private static void RunGroup(Session session, ProcessAction action, string group, ReadOnlySpan<XmlRpcValue> more)
    {
        try
        {
            TellAll(session, action, session.Call(action.GroupMethod, [XmlRpcArguments.Of(group), .. more]));
        }
        catch (XmlRpcFault fault) when (fault.Code == ControlResult.BadName)
        {
            action.TellMissingGroup(session, group);
        }
    }

    private static ProcessResult RunOne(
        Session session,
        ProcessAction action,
        Namespec namespec,
        string name,
        ReadOnlySpan<XmlRpcValue> more
    )
    {
        try
        {
            session.Call(action.OneMethod, [XmlRpcArguments.Of(name), .. more]);
            return ProcessResult.Success(namespec);
        }
        catch (XmlRpcFault fault)
        {
            return ProcessResult.Of(namespec, fault);
        }
    }

    private static void TellAll(Session session, ProcessAction action, XmlRpcValue results)
    {
        foreach (var item in results.Items)
            action.Tell(session, ProcessResult.Of(item));
    }
}
