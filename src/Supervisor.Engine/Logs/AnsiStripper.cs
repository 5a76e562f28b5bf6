namespace Supervisor.Engine.Logs;

/// <summary>
/// Removes terminal control sequences (ECMA-48): CSI (colours, cursor), OSC (titles, links) ended by BEL or ST, other strings (DCS, APC, PM,
/// SOS) ended by ST, and two- or three-byte escapes. A sequence may be cut anywhere between two calls. A line end also ends a string, so
/// that a stray ESC cannot swallow a log.
/// </summary>
internal sealed class AnsiStripper
{
    private const byte Bell = 0x07;
    private const byte LineEnd = 0x0A;
    private const byte Cancel = 0x18;
    private const byte Substitute = 0x1A;
    private const byte Escape = 0x1B;

    private State _state;

    private enum State
    {
        Text,
        AfterEscape,
        Intermediate,
        ControlSequence,
        OperatingSystemCommand,
        OtherString,
    }

    /// <summary>How far inside a sequence it is, for another one that goes on.</summary>
    public byte Progress
    {
        get => (byte)_state;
        set => _state = (State)Math.Min(value, (byte)State.OtherString);
    }

    /// <summary>Forgets a sequence without an end: the next byte is text again.</summary>
    public void Reset() => _state = State.Text;

    /// <summary>Removes in place.</summary>
    /// <returns>How many bytes are left, from the start.</returns>
    public int Strip(Span<byte> data)
    {
        var kept = 0;
        for (var index = 0; index < data.Length; index++)
        {
            if (_state == State.Text)
            {
                var run = data[index..].IndexOf(Escape);
                run = run < 0 ? data.Length - index : run;
                data.Slice(index, run).CopyTo(data[kept..]);
                (kept, index) = (kept + run, index + run);
                if (index < data.Length)
                    _state = State.AfterEscape;
            }
            else if (IsText(data[index]))
                data[kept++] = data[index];
        }
        return kept;
    }

    /// <summary>One byte inside a sequence.</summary>
    /// <returns>True when it does not belong to it and stays.</returns>
    private bool IsText(byte value)
    {
        if (value == Escape)
        {
            _state = State.AfterEscape;
            return false;
        }
        if (value is Cancel or Substitute)
        {
            _state = State.Text;
            return false;
        }
        return _state switch
        {
            State.AfterEscape => StartSequence(value),
            State.Intermediate => EndsOutside(value, final: (0x30, 0x7E), inner: (0x20, 0x2F)),
            State.ControlSequence => EndsOutside(value, final: (0x40, 0x7E), inner: (0x20, 0x3F)),
            _ => EndString(value),
        };
    }

    private bool StartSequence(byte value)
    {
        _state = value switch
        {
            (byte)'[' => State.ControlSequence,
            (byte)']' => State.OperatingSystemCommand,
            (byte)'P' or (byte)'X' or (byte)'^' or (byte)'_' => State.OtherString,
            >= 0x20 and <= 0x2F => State.Intermediate,
            _ => State.Text,
        };
        return value is < 0x20 or > 0x7E;
    }

    private bool EndsOutside(byte value, (byte First, byte Last) final, (byte First, byte Last) inner)
    {
        if (value >= inner.First && value <= inner.Last)
            return false;
        _state = State.Text;
        return value < final.First || value > final.Last;
    }

    private bool EndString(byte value)
    {
        if (value == LineEnd || (value == Bell && _state == State.OperatingSystemCommand))
            _state = State.Text;
        return value == LineEnd;
    }
}
