using Supervisorctl.Commands;
using Supervisorctl.Output;

namespace Supervisorctl.Local;

/// <summary>A run of the program for a configuration that has no server.</summary>
internal static class LocalRun
{
    /// <param name="line">Null when only options were given.</param>
    /// <returns>The exit status.</returns>
    public static int Run(LocalCommands commands, string? line, IOutput output, IOutput errors)
    {
        var (text, name, argument) = CommandLineText.Parse(line ?? "help");
        if (name is not null && LocalCommands.IsOne(name))
            return commands.Run(name, argument);
        if (name is null || CommandTable.Find(name) is null)
        {
            output.WriteLine($"*** Unknown syntax: {text}");
            return ExitStatus.Generic;
        }
        errors.WriteLine(
            $"*** {name} needs a control socket, and this configuration has no server: give it a [unix_http_server], or name one by "
                + "serverurl in [supervisorctl] or by -s"
        );
        return ExitStatus.Unimplemented;
    }
}
