using Supervisor.Configuration.Archive;
using Supervisor.Configuration.Comparison;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Loading;
using Supervisor.Configuration.Reporting;

namespace Supervisor.Configuration.Tests.Surroundings;

/// <summary>Does a load again from its archive's bytes, on a machine that answers nothing.</summary>
internal static class ArchiveReplay
{
    public static LoadResult Of(ConfigurationArchive archive)
    {
        var bytes = archive.ToBytes();
        var parsed = Parse(bytes);
        parsed.ToBytes().ShouldBe(bytes);
        return new ArchivedLoad(parsed, NoSources.All).Load();
    }

    public static ConfigurationArchive Parse(ReadOnlySpan<byte> bytes)
    {
        ConfigurationArchive.TryParse(bytes, out var archive, out var reason).ShouldBeTrue(reason);
        return archive.ShouldNotBeNull();
    }

    /// <summary>The same settings, key by key, and the same things to say about them.</summary>
    public static void ShouldEqual(LoadResult replayed, LoadResult loaded)
    {
        DiagnosticRenderer.Render(replayed.Diagnostics).ShouldBe(DiagnosticRenderer.Render(loaded.Diagnostics));
        (replayed.Settings is null).ShouldBe(loaded.Settings is null);
        if (replayed.Settings is not { } settings || loaded.Settings is not { } expected)
            return;
        SettingsDifference.Between(expected, settings).IsEmpty.ShouldBeTrue();
        CheckReport.Render(settings).ShouldBe(CheckReport.Render(expected));
        Description.Of(settings).ShouldBe(Description.Of(expected));
    }
}
