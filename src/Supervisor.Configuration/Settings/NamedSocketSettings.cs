namespace Supervisor.Configuration.Settings;

/// <summary>One of the sockets that a program is passed by sd_listen_fds(3).</summary>
/// <param name="Name">What the program finds it by in LISTEN_FDNAMES.</param>
public sealed record NamedSocketSettings(string Name, ProgramSocketSettings Socket);
