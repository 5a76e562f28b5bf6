using Supervisor.Configuration.Expansion;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Table;

namespace Supervisor.Configuration.Loading;

/// <summary>Reads how a program is started again, and how it is stopped.</summary>
internal static class RetryReader
{
    public static RetrySettings Read(TableReader reader, ExpansionScope scope)
    {
        var retry = new RetrySettings
        {
            Autorestart = reader.Read(RetryKeys.Autorestart, scope),
            ExitCodes = reader.Read(RetryKeys.ExitCodes, scope),
            StartDuration = reader.Read(RetryKeys.StartDuration, scope),
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
        return retry;
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
