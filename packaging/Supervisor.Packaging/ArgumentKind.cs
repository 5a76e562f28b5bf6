namespace Supervisor.Packaging;

/// <summary>What a shell can offer for an argument.</summary>
internal enum ArgumentKind
{
    /// <summary>Nothing: a number, a name.</summary>
    Free,
    File,
    Directory,
    Account,
    Choice,
}
