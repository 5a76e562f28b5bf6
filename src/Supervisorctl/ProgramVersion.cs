namespace Supervisorctl;

/// <summary>The version of this program.</summary>
internal static class ProgramVersion
{
    public static string Text => typeof(ProgramVersion).Assembly.GetName().Version?.ToString(3) ?? "";
}
