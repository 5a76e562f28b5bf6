namespace Supervisor.Configuration.Settings;

/// <summary>Which kind of table a program came from.</summary>
public enum ProgramKind
{
    Program,
    EventListener,
    FastCgiProgram,
}
