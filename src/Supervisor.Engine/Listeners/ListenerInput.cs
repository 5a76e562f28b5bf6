namespace Supervisor.Engine.Listeners;

/// <summary>One thing that a listener said.</summary>
/// <param name="Line">With <see cref="ListenerInputKind.BadResult"/>: the line, as the log tells it.</param>
internal readonly record struct ListenerInput(ListenerInputKind Kind, string Line = "");
