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
}
