namespace Supervisor.Posix;

/// <summary>A descriptor of the parent and the number that it has in the child. All that are not mapped are closed by exec.</summary>
public readonly record struct DescriptorMapping(int Source, int Target);
