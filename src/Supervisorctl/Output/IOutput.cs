namespace Supervisorctl.Output;

/// <summary>Where a stream of this program goes. Several threads may write; each call's text stays together.</summary>
internal interface IOutput
{
    /// <summary>Whether somebody reads along, so that colours and prompts make sense.</summary>
    bool IsTerminal { get; }

    void Write(string text);

    /// <summary>Bytes as they are: a program's output may be no text.</summary>
    void Write(ReadOnlySpan<byte> bytes);
}
