using System.Text;
using Supervisorctl.Output;

namespace Supervisorctl.Tests.Surroundings;

/// <summary>Keeps what is written.</summary>
internal sealed class RecordedOutput : IOutput
{
    private readonly List<byte> _content = [];

    public bool IsTerminal { get; init; }

    public string Text
    {
        get
        {
            lock (_content)
                return Encoding.UTF8.GetString(_content.ToArray());
        }
    }

    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_content)
            _content.AddRange(bytes);
    }
}
