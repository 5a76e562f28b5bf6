using Supervisor.Engine.Events;

namespace Supervisor.Engine.Logs;

/// <summary>
/// An event that an earlier process has made of a program's output, and has not told to everybody who wanted it; or what a listener said, and
/// that process has not begun to act on.
/// </summary>
/// <param name="Pipe">The inode of the pipe that it came through.</param>
/// <param name="Type">Null for what a listener said.</param>
/// <param name="Number">Of its entry in the notes.</param>
/// <param name="Place">Of its entry in the notes.</param>
internal sealed record UntoldOutput(ulong Pipe, EventType? Type, byte[] Data, long Number, int Place);
