using System.Globalization;
using System.Text.Json;
using Supervisorctl.Api;
using Supervisorctl.Connection;

namespace Supervisorctl.Commands;

/// <summary>upgrade: the daemon goes over to another executable, and every program runs on.</summary>
/// <param name="patience">How long the daemon may take to be there again.</param>
internal sealed class UpgradeCommand(TimeSpan patience) : Command
{
    private const string Option = "--binary";
    private const string OldOne = "; the old one goes on";

    public override string Name => "upgrade";

    public override string Help =>
        "upgrade\t\t\tGo over to the executable that supervisord was started from, as it lies there now; programs run on\n"
        + "upgrade --binary <path>\tGo over to another one";

    public override bool IsFurther => true;

    public override void Run(Session session, string argument)
    {
        if (!TryParse(argument, out var binary))
        {
            RefuseUse(session, $"Error: {Name} accepts {Option} and a path", ExitStatus.InvalidArguments);
            return;
        }
        try
        {
            var before = DaemonDescription.Read(session, session.Connection);
            if (!IsAsked(session, binary))
                return;
            var wait = new UpgradeWait(session, patience);
            if (wait.TryAwait(before, out var after))
                session.WriteLine(Done(before, after!, binary));
            else
                session.Fail("not upgraded: " + NotSeen(before, after));
        }
        catch (ApiMissingException)
        {
            TellApiIsMissing(session);
        }
    }

    /// <param name="binary">"" for the one that the daemon was started from. Relative paths are of this program's working directory.</param>
    private static bool TryParse(string argument, out string binary)
    {
        binary = "";
        if (argument.Length == 0)
            return true;
        if (!argument.StartsWith(Option, StringComparison.Ordinal) || argument.Length == Option.Length)
            return false;
        // A path may have blanks in it, and nothing follows it.
        var path = argument[(Option.Length + 1)..].Trim();
        if (argument[Option.Length] is not (' ' or '\t' or '=') || path.Length == 0)
            return false;
        binary = Path.GetFullPath(path);
        return true;
    }

    /// <summary>False after a refusal, which has been told.</summary>
    private static bool IsAsked(Session session, string binary)
    {
        try
        {
            session.Api.Post("/daemon/upgrade", Body(binary)).Dispose();
        }
        catch (ApiProblem problem) when (problem.Code != "SERVICE_UNAVAILABLE")
        {
            Refuse(session, problem.Code is "NOT_FOUND" ? "this daemon knows no upgrade" : problem.Detail.TrimEnd('.'));
            return false;
        }
        catch (Exception failure) when (failure is ApiProblem or ConnectionException { IsLoss: true })
        {
            // Whether it has been heard is seen by what follows.
        }
        return true;
    }

    private static byte[] Body(string binary)
    {
        using var content = new MemoryStream();
        using (var writer = new Utf8JsonWriter(content))
        {
            writer.WriteStartObject();
            if (binary.Length > 0)
                writer.WriteString("binary", binary);
            writer.WriteEndObject();
        }
        return content.ToArray();
    }

    private static string Done(DaemonDescription before, DaemonDescription after, string binary) =>
        before.Version != after.Version
            ? $"upgraded: {before.Version} -> {after.Version}"
            : $"upgraded: {after.Version} again, from {(binary.Length > 0 ? binary : "the executable that it was started from")}";

    private string NotSeen(DaemonDescription before, DaemonDescription? last)
    {
        var time = patience.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        return last is null ? $"the daemon has not answered for {time} s"
            : last.MasterId != before.MasterId ? $"the other executable has failed in its start{OldOne}"
            : $"the daemon has not gone over to it within {time} s, and its log says why{OldOne}";
    }

    private static void Refuse(Session session, string reason) => session.Fail($"not upgraded: {reason}{OldOne}");
}
