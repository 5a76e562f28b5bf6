namespace Supervisorctl.Tests.Surroundings;

/// <summary>Two alike: one for the original's client and one for this one, so that both do the same in the same state.</summary>
public sealed class OriginalDaemons : IDisposable
{
    private readonly Lazy<OriginalDaemon> _theirs = new(() => new OriginalDaemon());
    private readonly Lazy<OriginalDaemon> _ours = new(() => new OriginalDaemon());

    internal OriginalDaemon Theirs => Installed(_theirs);

    internal OriginalDaemon Ours => Installed(_ours);

    public void Dispose()
    {
        foreach (var daemon in (Lazy<OriginalDaemon>[])[_theirs, _ours])
        {
            if (daemon.IsValueCreated)
                daemon.Value.Dispose();
        }
    }

    private static OriginalDaemon Installed(Lazy<OriginalDaemon> daemon)
    {
        Skip.IfNot(OriginalDaemon.IsInstalled, "Python's supervisor is not installed");
        return daemon.Value;
    }
}
