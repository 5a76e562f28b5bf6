namespace Supervisorctl.Shell;

/// <summary>A terminal that gives keys one by one and shows text.</summary>
internal interface ITerminal
{
    int Width { get; }

    ConsoleKeyInfo ReadKey();

    void Write(string text);
}
