using System.Globalization;
using Supervisor.Posix;

namespace Supervisord.Startup;

/// <summary>
/// Where in its start this process is. The daemon executes itself once, so that every thread of the runtime has its signals blocked from
/// its first moment; a variable of the environment tells the second execution what the first one knew.
/// </summary>
/// <param name="Role">What this process is for.</param>
/// <param name="IsDaemon">Detached by the launching command, which waits for an answer; otherwise in the foreground.</param>
/// <param name="AnswerDescriptor">Where the launching command waits; −1 when nobody does.</param>
/// <param name="KeepsHangupIgnored">Started with SIGHUP ignored (nohup) in the foreground: it stays so, for programs too.</param>
/// <param name="OwnVariables">Variables that the first execution set for the second and that programs are not to see.</param>
/// <param name="Directory">Where the first execution was: relative names of its command line are meant from there.</param>
internal sealed record Stage(
    StageRole Role,
    bool IsDaemon,
    int AnswerDescriptor,
    bool KeepsHangupIgnored,
    IReadOnlySet<string> OwnVariables,
    string Directory
)
{
    private const int NoDescriptor = -1;

    public const string Variable = "SUPERVISORD_STAGE";
    private const string DaemonWord = "daemon";
    private const string ForegroundWord = "foreground";
    private const string HangupWord = "nohup";

    /// <summary>"Keeper;daemon:3;nohup;DOTNET_X,DOTNET_Y;/root".</summary>
    public string Text =>
        string.Join(
            ';',
            Role.ToString(),
            (IsDaemon ? DaemonWord : ForegroundWord)
                + (AnswerDescriptor == NoDescriptor ? "" : $":{AnswerDescriptor.ToString(CultureInfo.InvariantCulture)}"),
            KeepsHangupIgnored ? HangupWord : "",
            string.Join(',', OwnVariables),
            Directory
        );

    /// <summary>The same for a process that begins anew: nobody waits for its answer any more.</summary>
    public Stage Again => this with { AnswerDescriptor = NoDescriptor };

    /// <summary>The same for a keeper that goes on as what it finds there.</summary>
    public Stage ResumedWith(Descriptor state) => this with { Role = StageRole.ResumedKeeper, AnswerDescriptor = state.Number };

    /// <summary>Null when the text is none of ours.</summary>
    public static Stage? Parse(string? text)
    {
        const int Parts = 5;
        if (text?.Split(';', Parts) is not [var roleName, var kind, var hangup, var variables, var directory])
            return null;
        if (!Enum.TryParse<StageRole>(roleName, out var role) || !Enum.IsDefined(role))
            return null;
        var own = variables.Split(',', StringSplitOptions.RemoveEmptyEntries).Append(Variable).ToHashSet(StringComparer.Ordinal);
        var keepsIgnored = hangup == HangupWord;
        var words = kind.Split(':', 2);
        var descriptor = NoDescriptor;
        if (words[0] is not (DaemonWord or ForegroundWord))
            return null;
        if (
            words is [_, var number]
            && (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out descriptor) || descriptor <= 2)
        )
            return null;
        return new Stage(role, words[0] == DaemonWord, descriptor, keepsIgnored, own, directory);
    }
}
