using System.Text;
using Supervisor.Posix;
using Supervisorctl.Output;

namespace Supervisorctl.Shell;

/// <summary>Descriptor 0, line by line. A terminal edits the lines itself here.</summary>
internal sealed class StandardUser(IOutput output, IOutput errors) : IUser
{
    private const int LookInterval = 200;
    private const int Input = 0;
    private readonly byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    public bool IsTerminal { get; } = StandardStreams.IsTerminal(Input);

    public string? Ask(string prompt)
    {
        output.Write(prompt);
        return TakeLine(null);
    }

    public string? AskSecretly(string prompt)
    {
        errors.Write(prompt);
        if (!IsTerminal)
            return TakeLine(null);
        var password = SecretReader.Read(new StandardTerminal(errors));
        errors.Write("\n");
        return password;
    }

    public string? ReadLine(Func<bool> isOver) => TakeLine(isOver, LookInterval);

    private string? TakeLine(Func<bool>? isOver, int interval = -1)
    {
        var line = new MemoryStream();
        while (true)
        {
            if (_start == _end && !Fill(isOver, interval))
                return line.Length > 0 && isOver?.Invoke() != true ? Encoding.UTF8.GetString(line.ToArray()) : null;
            var rest = _buffer.AsSpan(_start, _end - _start);
            var end = rest.IndexOf((byte)'\n');
            line.Write(end < 0 ? rest : rest[..end]);
            _start += end < 0 ? rest.Length : end + 1;
            if (end >= 0)
                return Encoding.UTF8.GetString(line.ToArray());
        }
    }

    private bool Fill(Func<bool>? isOver, int interval)
    {
        while (isOver is not null && !InputReadiness.Await(Input, interval))
        {
            if (isOver())
                return false;
        }
        var result = FileDescriptor.Read(Input, _buffer);
        (_start, _end) = (0, result.Count);
        return result.IsSuccess && result.Count > 0;
    }
}
