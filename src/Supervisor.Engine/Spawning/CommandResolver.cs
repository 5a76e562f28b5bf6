using Supervisor.Posix;

namespace Supervisor.Engine.Spawning;

/// <summary>
/// Finds the file of a command as Supervisor does: a word with a slash is a path; otherwise the first directory in which such a file
/// exists decides. The texts are those that clients know. A look-up can hang on a dead file system, so it is done by spawners.
/// </summary>
internal static class CommandResolver
{
    public static CommandResolution Resolve(SpawnRequest request)
    {
        if (request.CommandMistake is { Length: > 0 } mistake)
            return Failed($"can't parse command {PythonText.Quote(request.CommandText)}: {mistake}");
        if (request.CommandMistake is not null || request.Specification.Arguments.IsEmpty)
            return Failed("command is empty");
        var program = request.Specification.Arguments[0];
        if (program.Contains('/', StringComparison.Ordinal))
            return Check(program);
        foreach (var directory in request.SearchPath)
        {
            var found = Check(directory.EndsWith('/') ? directory + program : directory + "/" + program);
            if (!found.IsMissing)
                return found;
        }
        return Missing(program);
    }

    private static CommandResolution Check(string path) =>
        CommandFile.KindOf(path) switch
        {
            CommandFileKind.Executable => new CommandResolution(path, null, false),
            CommandFileKind.Missing => Missing(path),
            CommandFileKind.Directory => Failed($"command at {PythonText.Quote(path)} is a directory"),
            CommandFileKind.NotExecutable => Failed($"command at {PythonText.Quote(path)} is not executable"),
            _ => Failed($"no permission to run command {PythonText.Quote(path)}"),
        };

    private static CommandResolution Missing(string program) => new(null, $"can't find command {PythonText.Quote(program)}", true);

    private static CommandResolution Failed(string error) => new(null, error, false);
}
