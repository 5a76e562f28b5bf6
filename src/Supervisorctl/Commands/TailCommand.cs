using Supervisorctl.Output;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>tail: the end of a program's log, or all of it as it grows.</summary>
internal sealed class TailCommand : Command
{
    private const int MostWords = 3;

    public override string Name => "tail";

    public override string Help =>
        "tail [-f] <name> [stdout|stderr] (default stdout)\n"
        + "Ex:\n"
        + "tail -f <name>\t\tContinuous tail of named process stdout\n"
        + "\t\t\tCtrl-C to exit.\n"
        + "tail -100 <name>\tlast 100 *bytes* of process stdout\n"
        + "tail <name> stderr\tlast 1600 *bytes* of process stderr";

    public override void Run(Session session, string argument)
    {
        if (!ServerCheck.Passes(session))
            return;
        var words = WordsOf(argument);
        if (words.Length == 0)
            RefuseUse(session, "Error: too few arguments");
        else if (words.Length > MostWords)
            RefuseUse(session, "Error: too many arguments");
        else if (words[0].StartsWith('-'))
            Run(session, words[0], words[1..]);
        else
            Run(session, null, words);
    }

    private static void Run(Session session, string? modifier, string[] words)
    {
        if (words.Length == 0)
        {
            session.Fail("Error: tail requires process name");
            return;
        }
        var name = words[0];
        var channel = words.Length == 1 ? "stdout" : words[^1].ToLowerInvariant();
        long length = LogRead.UsualLength;
        if (channel is not ("stdout" or "stderr"))
            session.Fail($"Error: bad channel {PythonText.Quoted(channel)}");
        else if (modifier == "-f")
            LogStream.Follow(session, $"/logtail/{LogStream.Escape(name)}/{channel}");
        else if (modifier is not null && !LogRead.TryParseLength(modifier, out length))
            session.Fail($"Error: bad argument {modifier}");
        else
        {
            var method = channel == "stdout" ? "readProcessStdoutLog" : "readProcessStderrLog";
            LogRead.Print(session, name, length, offset => session.Call(method, XmlRpcArguments.Of(name), offset, XmlRpcArguments.Of(0)));
        }
    }
}
