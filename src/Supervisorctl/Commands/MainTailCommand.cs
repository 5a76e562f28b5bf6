using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>maintail: the same for the daemon's own log.</summary>
internal sealed class MainTailCommand : Command
{
    public override string Name => "maintail";

    public override string Help =>
        "maintail -f \tContinuous tail of supervisor main log file (Ctrl-C to exit)\n"
        + "maintail -100\tlast 100 *bytes* of supervisord main log file\n"
        + "maintail\tlast 1600 *bytes* of supervisor main log file\n";

    public override void Run(Session session, string argument)
    {
        if (!ServerCheck.Passes(session))
            return;
        var words = WordsOf(argument);
        long length = LogRead.UsualLength;
        if (words.Length > 1)
            RefuseUse(session, "Error: too many arguments");
        else if (words is ["-f"])
            LogStream.Follow(session, "/mainlogtail");
        else if (words is [var word] && !(word.StartsWith('-') && LogRead.TryParseLength(word, out length)))
            session.Fail($"Error: bad argument {word}");
        else
            LogRead.Print(session, "supervisord", length, offset => session.Call("readLog", offset, XmlRpcArguments.Of(0)));
    }
}
