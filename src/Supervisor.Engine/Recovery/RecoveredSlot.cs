using Supervisor.Configuration.Settings;
using Supervisor.Engine.Journal;

namespace Supervisor.Engine.Recovery;

/// <summary>A record with the settings that it was made with.</summary>
public sealed record RecoveredSlot(SlotRecord Record, ProcessSettings Settings);
