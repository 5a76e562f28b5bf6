using System.Globalization;

namespace Supervisor.Posix.Tests;

public sealed class MappedCodeTests
{
    /// <summary>The process goes on as before, and holds less of its libraries than it did.</summary>
    [Fact]
    public void Pages_of_code_are_forgotten_and_come_back_when_they_are_needed()
    {
        var before = ResidentFileKilobytes();
        MappedCode.Find().ForgetPages();
        ResidentFileKilobytes().ShouldBeLessThan(before);
        // Code that has surely been forgotten.
        Convert.ToBase64String("still there"u8).ShouldBe("c3RpbGwgdGhlcmU=");
    }

    private static int ResidentFileKilobytes()
    {
        const string Label = "RssFile:";
        var line = File.ReadLines("/proc/self/status").Single(line => line.StartsWith(Label, StringComparison.Ordinal));
        return int.Parse(line[Label.Length..].Replace(" kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
    }
}
