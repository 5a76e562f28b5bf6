namespace Supervisor.Engine.Descendants;

/// <summary>What the main process of a program that forks itself is recognised by while it is not known.</summary>
/// <param name="PidFile">Null without one.</param>
/// <param name="NotBefore">When its launching process was started, in ticks since the boot: it is younger.</param>
/// <param name="IsOfEarlierMaster">That had the launching process as its child, and what was left without a parent when it died fell to the keeper.</param>
public sealed record LaunchTraits(string? PidFile, ulong NotBefore, bool IsOfEarlierMaster = false);
