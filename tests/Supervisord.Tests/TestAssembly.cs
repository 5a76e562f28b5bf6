using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("linux")]

// Threads, descriptors and allocated bytes of the whole process are counted here: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
