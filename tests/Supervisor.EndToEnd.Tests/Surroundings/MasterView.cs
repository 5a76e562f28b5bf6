namespace Supervisor.EndToEnd.Tests.Surroundings;

/// <summary>Finds the process that does the work: a child of the launched one, or that one itself where it runs alone.</summary>
internal static class MasterView
{
    public static ProcessView Of(ProcessView launched) =>
        launched
            .Children()
            .FirstOrDefault(child =>
                child.IsLiving && child.Environment().Any(entry => entry.StartsWith("SUPERVISORD_STAGE=Master", StringComparison.Ordinal))
            )
        ?? launched;
}
