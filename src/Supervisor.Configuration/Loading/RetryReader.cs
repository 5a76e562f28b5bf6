using Supervisor.Configuration.Expansion;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Table;

namespace Supervisor.Configuration.Loading;

/// <summary>Reads how a program is started again, and how it is stopped.</summary>
internal static class RetryReader
{
    public static RetrySettings Read(TableReader reader, ExpansionScope scope)
    {
        var type = reader.Read(RetryKeys.Type, scope);
        var retry = new RetrySettings
        {
            Type = type,
            Autorestart = reader.Read(RetryKeys.Autorestart, scope),
            ExitCodes = reader.Read(RetryKeys.ExitCodes, scope),
            StartDuration =
                type == StartType.Oneshot && !reader.Has(RetryKeys.StartDuration)
                    ? TimeSpan.Zero
                    : reader.Read(RetryKeys.StartDuration, scope),
            StartRetries = reader.Read(RetryKeys.StartRetries, scope),
            Backoff = reader.Read(RetryKeys.Backoff, scope),
            BackoffInitial = reader.Read(RetryKeys.BackoffInitial, scope),
            BackoffMaximum = reader.Read(RetryKeys.BackoffMaximum, scope),
            BackoffMultiplier = reader.Read(RetryKeys.BackoffMultiplier, scope),
            BackoffJitter = reader.Read(RetryKeys.BackoffJitter, scope),
            BackoffResetAfter = reader.Read(RetryKeys.BackoffResetAfter, scope),
            RestartDelay = reader.Read(RetryKeys.RestartDelay, scope),
            RestartLimit = reader.Read(RetryKeys.RestartLimit, scope),
            RestartWindow = reader.Read(RetryKeys.RestartWindow, scope),
        };
        if (retry.BackoffMaximum < retry.BackoffInitial)
        {
            reader.ReportAt(
                RetryKeys.BackoffMaximum,
                $"'backoff_max' in [{reader.Table.Title}] is shorter than backoff_initial, which is {retry.BackoffInitial.TotalSeconds} s"
            );
        }
        if (type == StartType.Forking && reader.Table.Definition.Kind == TableKind.EventListener)
        {
            reader.ReportAt(
                RetryKeys.Type,
                $"type = \"forking\" in [{reader.Table.Title}]: an event listener is the process that is started"
            );
        }
        if (type == StartType.Oneshot)
            CheckOneshot(reader, retry);
        return retry;
    }

    /// <summary>A oneshot that fails is tried again like a start that fails, and not restarted like a program that was up.</summary>
    private static void CheckOneshot(TableReader reader, RetrySettings retry)
    {
        var title = reader.Table.Title;
        if (retry.Autorestart == AutorestartPolicy.Always)
        {
            reader.ReportAt(
                RetryKeys.Autorestart,
                $"autorestart = true in [{title}] would run a program of type \"oneshot\" for ever; leave it out to try a failed run again, "
                    + "or write false"
            );
        }
        if (reader.Table.Definition.Kind == TableKind.EventListener)
            reader.ReportAt(RetryKeys.Type, $"type = \"oneshot\" in [{title}]: an event listener has to stay up");
        foreach (var key in (SettingKey[])[RetryKeys.RestartDelay, RetryKeys.RestartLimit, RetryKeys.RestartWindow])
        {
            if (reader.Has(key))
                reader.WarnAt(
                    key,
                    $"{key.Name} in [{title}] has no effect with type = \"oneshot\": a failed run is tried again as backoff says"
                );
        }
    }

    public static StopSettings ReadStop(TableReader reader, ExpansionScope scope)
    {
        if (reader.Has(StopKeys.Scope))
            return ReadStopScope(reader, scope);
        var asGroup = reader.Read(StopKeys.AsGroup, scope);
        var killAsGroup = reader.Has(StopKeys.KillAsGroup) ? reader.Read(StopKeys.KillAsGroup, scope) : asGroup;
        if (asGroup && !killAsGroup)
            reader.ReportAt(StopKeys.KillAsGroup, $"Cannot set stopasgroup=true and killasgroup=false in [{reader.Table.Title}]");
        return new StopSettings(reader.Read(StopKeys.Signal, scope), reader.Read(StopKeys.Wait, scope), asGroup, killAsGroup);
    }

    private static StopSettings ReadStopScope(TableReader reader, ExpansionScope scope)
    {
        foreach (var key in (ReadOnlySpan<SettingKey<bool>>)[StopKeys.AsGroup, StopKeys.KillAsGroup])
        {
            if (!reader.Has(key))
                continue;
            reader.Read(key, scope);
            reader.ReportAt(
                key,
                $"{key.Name} in [{reader.Table.Title}] says the same thing as stop_scope, or contradicts it: one of them has to go"
            );
        }
        var reach = reader.Read(StopKeys.Scope, scope) ?? StopScope.Process;
        return new StopSettings(
            reader.Read(StopKeys.Signal, scope),
            reader.Read(StopKeys.Wait, scope),
            AsGroup: reach == StopScope.Group,
            KillAsGroup: reach != StopScope.Process
        )
        {
            EndsTree = reach == StopScope.Tree,
        };
    }
}
