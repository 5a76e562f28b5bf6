namespace Supervisor.Engine.Logs;

/// <summary>Lines for the daemon's log.</summary>
internal sealed class LogReports(Action<LogPumpNotice> sink)
{
    public void Complain(string text) => sink(LogPumpNotice.Complaint(text));

    public void Recover(string text) => sink(LogPumpNotice.Recovered(text));
}
