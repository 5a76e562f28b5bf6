using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("linux")]

// Tests mostly wait for processes, so more of them than there are processors can do so at once.
[assembly: CollectionBehavior(MaxParallelThreads = 6)]
