using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("linux")]
// Collections suspend every thread of the process: the test that makes them without end would hold up all others.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
