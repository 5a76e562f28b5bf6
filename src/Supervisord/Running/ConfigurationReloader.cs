using System.Collections.Immutable;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Loading;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Messaging;
using Supervisord.Startup;

namespace Supervisord.Running;

/// <summary>Reads the configuration anew on a thread of its own, because files, accounts and hosts may take their time.</summary>
/// <param name="loads">Where what was read is kept; null keeps nothing.</param>
internal sealed class ConfigurationReloader(ConfigurationSource source, AppliedLoads? loads, Mailbox<LoopMessage> mail)
    : IConfigurationSource
{
    /// <summary>Tells which loads must not be given up for a new one. Asked on the loop's thread.</summary>
    public Func<ImmutableHashSet<ulong>>? LoadsInUse { get; set; }

    public void BeginLoad()
    {
        if (loads is not null && LoadsInUse is { } inUse)
            loads.InUse = inUse();
        if (WorkerThread.TryStart(Load, "configuration") is null)
            mail.Post(LoopMessage.Of(Failed(WorkerThread.Refusal)));
    }

    private void Load() => mail.Post(LoopMessage.Of(TryLoad()));

    /// <summary>Whatever goes wrong here must not end the daemon, and the loop waits for an answer.</summary>
    private LoadResult TryLoad()
    {
        try
        {
            if (loads is null)
                return source.Load();
            var (result, archive) = source.LoadRecorded();
            return result.Settings is { } settings ? result with { Settings = loads.Keep(settings, archive) } : result;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return Failed(failure.ToString());
        }
    }

    private static LoadResult Failed(string reason) =>
        new(null, [new Diagnostic(DiagnosticSeverity.Error, $"the configuration cannot be read: {reason}", null, null, null)]);
}
