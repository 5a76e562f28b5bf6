namespace Supervisor.Engine.Upgrade;

/// <summary>How far an upgrade has come.</summary>
internal enum UpgradeStep
{
    /// <summary>None is under way.</summary>
    None,

    /// <summary>The other executable is being tried.</summary>
    Trying,

    /// <summary>It will do; children that are just being made are waited for.</summary>
    Settling,

    /// <summary>What cannot go over is waited for.</summary>
    Leaving,
}
