using Supervisor.Posix;

namespace Supervisor.Engine.Spawning;

/// <summary>The child's ends of a slot's pipes, opened for one run and closed again once the child has them.</summary>
internal ref struct ChildDescriptors
{
    private const int None = -1;
    private int _stdin;
    private int _stdout;
    private int _stderr;

    /// <summary>0, or the errno of the end that could not be opened; then none is open.</summary>
    public static int Open(in SlotDescriptors slot, out ChildDescriptors opened)
    {
        opened = new ChildDescriptors
        {
            _stdin = None,
            _stdout = None,
            _stderr = None,
        };
        var errno = slot.StdinWriter is { } stdin ? PipeEnd.OpenReader(stdin, out opened._stdin) : 0;
        if (errno == 0 && slot.StdoutReader is { } stdout)
            errno = PipeEnd.OpenWriter(stdout, out opened._stdout);
        if (errno == 0 && slot.StderrReader is { } stderr && stderr != slot.StdoutReader)
            errno = PipeEnd.OpenWriter(stderr, out opened._stderr);
        if (errno != 0)
            opened.Close();
        return errno;
    }

    /// <summary>Fills in three mappings; where there is no pipe the child gets the null device.</summary>
    /// <param name="socket">What a FastCGI program has in place of its standard input.</param>
    public readonly void Map(in SlotDescriptors slot, int? socket, int nullDevice, Span<DescriptorMapping> mappings)
    {
        var stdout = _stdout == None ? nullDevice : _stdout;
        var stdin = _stdin == None ? nullDevice : _stdin;
        mappings[0] = new DescriptorMapping(socket ?? stdin, 0);
        mappings[1] = new DescriptorMapping(stdout, 1);
        mappings[2] = new DescriptorMapping(
            slot.StderrReader is not null && slot.StderrReader == slot.StdoutReader ? stdout : Stderr(nullDevice),
            2
        );
    }

    /// <summary>The descriptor of the child's standard error on our side, or null when it has none but the null device.</summary>
    public readonly int? StderrOf(in SlotDescriptors slot) =>
        _stderr != None ? _stderr
        : slot.StderrReader is not null && _stdout != None ? _stdout
        : null;

    public void Close()
    {
        CloseOne(ref _stdin);
        CloseOne(ref _stdout);
        CloseOne(ref _stderr);
    }

    private readonly int Stderr(int nullDevice) => _stderr == None ? nullDevice : _stderr;

    private static void CloseOne(ref int number)
    {
        if (number >= 0)
            PipeEnd.Close(number);
        number = None;
    }
}
