namespace Supervisor.Packaging;

/// <summary>Brings the generated parts of all files of a directory up to date.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is not [var directory])
        {
            Console.Error.WriteLine("usage: Supervisor.Packaging DIRECTORY");
            return 2;
        }
        foreach (var file in GeneratedFile.All)
            File.WriteAllText(file.PathIn(directory), file.Renew(directory));
        return 0;
    }
}
