namespace Supervisor.Protocol.Processes;

/// <summary>How a process is known to be one of a program's, the surest first.</summary>
public enum MembershipSource
{
    /// <summary>It is the process that the program is watched by.</summary>
    MainProcess,

    /// <summary>It is in the program's own control group (cgroups(7)).</summary>
    ControlGroup,

    /// <summary>It holds an end of the program's pipes that only the program is given.</summary>
    Pipe,

    /// <summary>A process that is known as the program's made it.</summary>
    Ancestry,

    /// <summary>It was in the process group or session of a main process of the program while that one lived.</summary>
    ProcessGroup,

    /// <summary>It inherited the variables that name the program.</summary>
    Variable,
}
