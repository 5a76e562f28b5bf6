namespace Supervisor.Engine.Logs;

/// <summary>Something besides the file that sees what a program writes. A channel with any is looked at before it is spliced.</summary>
internal interface ILogConsumer
{
    /// <summary>False lets the channel be spliced unseen.</summary>
    bool IsWanted { get; }

    /// <param name="data">What one read or look brought, after strip_ansi.</param>
    void Accept(ReadOnlySpan<byte> data);

    /// <summary>The process has ended or the channel goes: what is held back is to be handed on.</summary>
    void Flush();
}
