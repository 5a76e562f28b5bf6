using System.Text;
using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Loading;
using Supervisor.Configuration.Settings;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Control;

/// <summary>A machine with one file, the configuration, and every directory but those below /log.</summary>
internal sealed class TextConfiguration(string text) : IConfigurationFiles, IUserDatabase, IHostLookup
{
    private const string File = "/conf/supervisor.toml";

    /// <summary>The settings of a text that is without a mistake.</summary>
    public static SupervisorSettings Read(string text)
    {
        var result = Load(text);
        result.Errors.ShouldBeEmpty();
        return result.Settings.ShouldNotBeNull();
    }

    public static LoadResult Load(string text)
    {
        var machine = new TextConfiguration(text);
        var surroundings = new LoadSurroundings(new Dictionary<string, string>(StringComparer.Ordinal), "host", "/conf");
        return new ConfigurationLoader(machine, machine, machine, surroundings).Load(File, CommandLineOverrides.None);
    }

    /// <summary>A program whose output goes nowhere, with further lines.</summary>
    public static string Program(string name, params ReadOnlySpan<string> lines) =>
        $"""
            [program.{name}]
            command = "/bin/{name}"
            stdout_logfile = "NONE"
            stderr_logfile = "NONE"
            {string.Join('\n', lines)}

            """;

    byte[] IConfigurationFiles.Read(string path) => Encoding.UTF8.GetBytes(text);

    bool IConfigurationFiles.FileExists(string path) => path == File;

    bool IConfigurationFiles.DirectoryExists(string path) => path != File && !path.StartsWith("/log/", StringComparison.Ordinal);

    IReadOnlyCollection<string> IConfigurationFiles.NamesIn(string directory) => [];

    string IConfigurationFiles.RealPath(string path) => path;

    UserAccount? IUserDatabase.FindUser(string nameOrNumber) => null;

    UserAccount? IUserDatabase.FindUser(uint userId) => null;

    uint? IUserDatabase.FindGroup(string nameOrNumber) => null;

    System.Net.IPAddress? IHostLookup.Find(string host) => null;
}
