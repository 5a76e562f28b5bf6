using Supervisor.Configuration.Loading;
using Supervisor.Posix;

namespace Supervisor.Configuration.Archive;

/// <summary>Whom a load asks: the files, accounts and hosts as they are now.</summary>
public sealed record LiveSources(IConfigurationFiles Files, IUserDatabase Users, IHostLookup Hosts);
