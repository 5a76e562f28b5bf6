namespace Supervisorctl.Commands;

/// <summary>disable: processes do not start by themselves any more.</summary>
internal sealed class DisableCommand : ChoiceCommand
{
    public override string Name => "disable";

    public override string Help =>
        "disable <name> [...]\tDo not start a process by itself any more: not at a reload or update, not when\n"
        + "\t\t\tsupervisord or the machine starts again. One that runs goes on, and start still starts it\n"
        + "disable <gname>:*\tAll processes in a group\n"
        + "disable all\t\tAll processes\n"
        + "disable --now <name>\tStop it as well";

    protected override string Done => "disabled";

    protected override ProcessAction Following => ProcessAction.Stop;
}
