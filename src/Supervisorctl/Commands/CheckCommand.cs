namespace Supervisorctl.Commands;

/// <summary>check: whether the configuration file is right, without a server.</summary>
internal sealed class CheckCommand : Command
{
    public override string Name => "check";

    public override string Help => "check\t\t\tCheck the configuration file and print what would run";

    public override bool IsFurther => true;

    public override void Run(Session session, string argument)
    {
        if (!RefusesArgument(session, argument) && session.Local.Run("check", "") is not 0 and var status)
            session.Status = status;
    }
}
