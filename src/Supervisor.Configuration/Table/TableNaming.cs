namespace Supervisor.Configuration.Table;

/// <summary>Whether a table stands alone or has named tables under it.</summary>
public enum TableNaming
{
    /// <summary>[supervisord]</summary>
    Alone,

    /// <summary>[program.NAME]</summary>
    Named,

    /// <summary>[unix_http_server], [unix_http_server.NAME], or both.</summary>
    AloneOrNamed,
}
