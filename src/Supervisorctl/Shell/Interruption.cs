using System.Runtime.InteropServices;

namespace Supervisorctl.Shell;

/// <summary>As long as it lives, Ctrl-C ends what is going on and not the program.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly PosixSignalRegistration _registration;
    private volatile bool _isRequested;

    /// <param name="stop">Called on another thread; ends what this one waits for.</param>
    public Interruption(Action stop) =>
        _registration = PosixSignalRegistration.Create(
            PosixSignal.SIGINT,
            context =>
            {
                context.Cancel = true;
                _isRequested = true;
                stop();
            }
        );

    public bool IsRequested => _isRequested;

    public void Dispose() => _registration.Dispose();
}
