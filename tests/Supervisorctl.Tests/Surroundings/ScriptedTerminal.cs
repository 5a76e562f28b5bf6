using System.Text;
using Supervisorctl.Shell;

namespace Supervisorctl.Tests.Surroundings;

/// <summary>A terminal of 24 columns on which the given keys are pressed, as the bytes that a real one sends; then its input ends.</summary>
internal sealed class ScriptedTerminal : ITerminal, IDisposable
{
    private readonly StringBuilder _output = new();
    private readonly Queue<byte> _input;
    private readonly KeyDecoder _keys;

    public ScriptedTerminal(string keys)
    {
        _input = new Queue<byte>(Encoding.UTF8.GetBytes(keys));
        _keys = new KeyDecoder(_ => _input.TryDequeue(out var next) ? next : -1);
    }

    public int Width => 24;

    /// <summary>Whether keys come one by one now.</summary>
    public bool IsRaw { get; private set; }

    public string Output => _output.ToString();

    public IDisposable BeginKeys()
    {
        IsRaw = true;
        return this;
    }

    public void Dispose() => IsRaw = false;

    public KeyPress ReadKey() => _keys.Read();

    public void Write(string text) => _output.Append(text);
}
