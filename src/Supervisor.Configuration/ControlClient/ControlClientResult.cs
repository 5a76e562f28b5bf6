using System.Collections.Immutable;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Settings;

namespace Supervisor.Configuration.ControlClient;

/// <summary>What the client found in a configuration file.</summary>
/// <param name="Settings">Null when its own table cannot be read; the errors say why.</param>
/// <param name="NamesServer">Whether the file has a table of the client or of a server: without either there is nothing to speak to.</param>
public sealed record ControlClientResult(ControlClientSettings? Settings, bool NamesServer, ImmutableArray<Diagnostic> Errors);
