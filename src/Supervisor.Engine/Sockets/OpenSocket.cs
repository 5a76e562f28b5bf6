using Supervisor.Configuration.Settings;
using Supervisor.Posix;

namespace Supervisor.Engine.Sockets;

/// <summary>A socket that is listened on, as long as any slot holds it.</summary>
internal sealed class OpenSocket(ProgramSocketSettings settings, ListeningSocket listener)
{
    public ProgramSocketSettings Settings { get; set; } = settings;

    public ListeningSocket Listener { get; set; } = listener;

    /// <summary>How many slots hold it.</summary>
    public int Holders { get; set; }
}
