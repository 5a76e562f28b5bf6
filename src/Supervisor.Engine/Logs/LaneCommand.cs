namespace Supervisor.Engine.Logs;

/// <summary>One message to a lane.</summary>
internal readonly record struct LaneCommand(LaneCommandKind Kind, LogChannel? Channel, LogChannelSettings? Settings, long Token);
