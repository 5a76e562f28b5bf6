using System.Collections.Immutable;

namespace Supervisor.Engine.Spawning;

/// <summary>The listening sockets that a child is given, by the daemon's numbers.</summary>
/// <param name="StandardInput">What a FastCGI program has as descriptor 0; null for others.</param>
/// <param name="FromThree">Those from descriptor 3 on, in order (sd_listen_fds(3)).</param>
public sealed record PassedSockets(int? StandardInput, ImmutableArray<int> FromThree);
