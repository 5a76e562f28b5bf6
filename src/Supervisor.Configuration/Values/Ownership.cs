namespace Supervisor.Configuration.Values;

/// <summary>Who a socket is given to; a null group stays as it is.</summary>
internal sealed record Ownership(uint UserId, uint? GroupId);
