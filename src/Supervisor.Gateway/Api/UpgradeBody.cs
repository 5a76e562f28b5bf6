namespace Supervisor.Gateway.Api;

/// <param name="Binary">The executable's absolute path; "" for the one that the daemon was started from.</param>
internal sealed record UpgradeBody(string Binary = "");
