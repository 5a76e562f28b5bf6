using System.Text;

namespace Supervisorctl.Shell;

/// <summary>Makes keys of the bytes that a terminal sends: characters in UTF-8, control characters, and the sequences of xterm and its kin.</summary>
/// <param name="readByte">Reads one byte, for so many milliseconds at most (-1: for ever); negative when there is none.</param>
internal sealed class KeyDecoder(Func<int, int> readByte)
{
    private const int Escape = 0x1b;

    /// <summary>What belongs to a sequence follows at once; after this time the key was Escape itself.</summary>
    private const int SequenceTimeout = 100;
    private const int LongestUtf8 = 4;

    public KeyPress Read()
    {
        var first = readByte(-1);
        return first switch
        {
            < 0 => new KeyPress(KeyAction.EndOfInput),
            Escape => new KeyPress(ReadSequence()),
            < ' ' or 0x7f => new KeyPress(OfControl(first)),
            _ => ReadCharacter((byte)first),
        };
    }

    private static KeyAction OfControl(int code) =>
        code switch
        {
            1 => KeyAction.MoveHome,
            2 => KeyAction.MoveLeft,
            3 => KeyAction.Interrupt,
            4 => KeyAction.EndOrDelete,
            5 => KeyAction.MoveEnd,
            6 => KeyAction.MoveRight,
            8 or 0x7f => KeyAction.DeleteBefore,
            9 => KeyAction.Complete,
            10 or 13 => KeyAction.Enter,
            11 => KeyAction.CutToEnd,
            12 => KeyAction.ClearScreen,
            14 => KeyAction.Newer,
            16 => KeyAction.Older,
            21 => KeyAction.CutToHome,
            23 => KeyAction.CutWordBefore,
            25 => KeyAction.Yank,
            _ => KeyAction.None,
        };

    private KeyAction ReadSequence() =>
        readByte(SequenceTimeout) switch
        {
            '[' => ReadControlSequence(),
            'O' => OfFinal(readByte(SequenceTimeout), isWithControl: false),
            'b' => KeyAction.MoveWordLeft,
            'f' => KeyAction.MoveWordRight,
            'd' => KeyAction.CutWordAfter,
            0x7f or 8 => KeyAction.CutWordBefore,
            _ => KeyAction.None,
        };

    /// <summary>Parameters, then a final byte (ECMA-48, 5.4): "5~", "1;5C".</summary>
    private KeyAction ReadControlSequence()
    {
        var parameters = new StringBuilder();
        while (true)
        {
            var next = readByte(SequenceTimeout);
            if (next is >= '0' and <= '?')
            {
                parameters.Append((char)next);
                continue;
            }
            var text = parameters.ToString();
            return next == '~' ? OfNumber(text) : OfFinal(next, isWithControl: text is "1;5" or "1;3" or "5" or "3");
        }
    }

    private static KeyAction OfNumber(string number) =>
        number switch
        {
            "1" or "7" => KeyAction.MoveHome,
            "3" => KeyAction.DeleteAfter,
            "4" or "8" => KeyAction.MoveEnd,
            _ => KeyAction.None,
        };

    private static KeyAction OfFinal(int final, bool isWithControl) =>
        final switch
        {
            'A' => KeyAction.Older,
            'B' => KeyAction.Newer,
            'C' => isWithControl ? KeyAction.MoveWordRight : KeyAction.MoveRight,
            'D' => isWithControl ? KeyAction.MoveWordLeft : KeyAction.MoveLeft,
            'F' => KeyAction.MoveEnd,
            'H' => KeyAction.MoveHome,
            _ => KeyAction.None,
        };

    private KeyPress ReadCharacter(byte first)
    {
        Span<byte> bytes = stackalloc byte[LongestUtf8];
        bytes[0] = first;
        var length = first switch
        {
            < 0x80 => 1,
            >= 0xf0 => 4,
            >= 0xe0 => 3,
            _ => 2,
        };
        for (var index = 1; index < length; index++)
        {
            var next = readByte(SequenceTimeout);
            if (next < 0)
                return new KeyPress(KeyAction.None);
            bytes[index] = (byte)next;
        }
        return new KeyPress(KeyAction.Insert, Encoding.UTF8.GetString(bytes[..length]));
    }
}
