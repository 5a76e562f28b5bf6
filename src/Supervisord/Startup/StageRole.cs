namespace Supervisord.Startup;

/// <summary>What the process of a stage is for.</summary>
internal enum StageRole
{
    /// <summary>The launched process: parent of the master, and what outlives it.</summary>
    Keeper,

    /// <summary>A child of the keeper, which its connection leads to.</summary>
    Master,

    /// <summary>The launched process, without a keeper.</summary>
    Alone,

    /// <summary>
    /// A keeper whose master is there already, started ahead of it or by the program that it was before: it finds what it knows in place of
    /// the launching command's pipe.
    /// </summary>
    ResumedKeeper,

    /// <summary>Not yet in use: it tells whether it could go on in place of the present executable.</summary>
    Trial,
}
