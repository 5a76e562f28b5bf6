using System.Text;
using Supervisor.Protocol.Passwords;

namespace Supervisorctl.Commands;

/// <summary>hash-password: makes of a password what a configuration can hold.</summary>
internal sealed class HashPasswordCommand : Command
{
    public override string Name => "hash-password";

    public override string Help =>
        "hash-password\t\tAsk for a password and print its hash, for the key password of a\n\t\t\tserver's table ({PBKDF2}...)";

    public override bool IsFurther => true;

    public override void Run(Session session, string argument)
    {
        if (RefusesArgument(session, argument))
            return;
        var password = session.User.AskSecretly("Password:");
        if (string.IsNullOrEmpty(password))
            session.Fail("Error: the password is empty");
        else if (session.User.IsTerminal && session.User.AskSecretly("Again:") != password)
            session.Fail("Error: the two are not the same");
        else
            session.WriteLine(Pbkdf2Password.Create(Encoding.UTF8.GetBytes(password)).ToString());
    }
}
