namespace Supervisord.DaemonLog.Syslog;

/// <summary>The way to a syslog server. It connects when it must, and again when the server was restarted.</summary>
internal interface ISyslogConnection : IDisposable
{
    /// <summary>Bytes that one message may have.</summary>
    int LongestMessage { get; }

    /// <returns>Null when the message was handed over, otherwise why it was not.</returns>
    string? Send(ReadOnlySpan<byte> message);
}
