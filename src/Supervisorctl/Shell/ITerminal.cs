namespace Supervisorctl.Shell;

/// <summary>A terminal that gives keys one by one and shows text.</summary>
internal interface ITerminal
{
    int Width { get; }

    /// <summary>Keys come one by one until what is returned is disposed; null when it is no terminal after all.</summary>
    IDisposable? BeginKeys();

    KeyPress ReadKey();

    void Write(string text);
}
