namespace Supervisorctl.Commands;

/// <summary>enable: processes start by themselves again, where they are configured to.</summary>
internal sealed class EnableCommand : ChoiceCommand
{
    public override string Name => "enable";

    public override string Help =>
        "enable <name> [...]\tUndo disable: start a process by itself again, where its autostart says so\n"
        + "enable <gname>:*\tAll processes in a group\n"
        + "enable all\t\tAll processes\n"
        + "enable --now <name>\tStart it as well";

    protected override string Done => "enabled";

    protected override ProcessAction Following => ProcessAction.Start;
}
