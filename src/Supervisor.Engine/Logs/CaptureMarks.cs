namespace Supervisor.Engine.Logs;

/// <summary>
/// Finds the capture tokens in a stream that comes in any pieces. Held back is only what may be the beginning of a token: it is the beginning
/// of the token itself, so its length says it all. "&lt;" stands in each token only at its start, hence what turned out to be none is let go
/// as a whole.
/// </summary>
internal sealed class CaptureMarks
{
    private int _held;

    public static ReadOnlySpan<byte> Begin => "<!--XSUPERVISOR:BEGIN-->"u8;

    public static ReadOnlySpan<byte> End => "<!--XSUPERVISOR:END-->"u8;

    /// <summary>What is looked for is the end.</summary>
    public bool IsInside { get; private set; }

    /// <summary>What is held back.</summary>
    public ReadOnlySpan<byte> Held => Token[.._held];

    private ReadOnlySpan<byte> Token => IsInside ? End : Begin;

    /// <summary>
    /// Takes the next part from the data: what was held back, or what stands before the next token.
    /// </summary>
    /// <param name="part">Belongs to where the stream was before a token that was found.</param>
    /// <param name="isFound">A token ended the part; <see cref="IsInside"/> has changed.</param>
    /// <returns>False: the data are used up.</returns>
    public bool TryTake(ref ReadOnlySpan<byte> data, out ReadOnlySpan<byte> part, out bool isFound)
    {
        part = default;
        isFound = false;
        if (data.IsEmpty)
            return false;
        return _held > 0 ? TryContinue(ref data, out part, out isFound) : Search(ref data, out part, out isFound);
    }

    /// <summary>Goes on where another one stopped.</summary>
    public void Resume(bool isInside, int held)
    {
        IsInside = isInside;
        _held = Math.Clamp(held, 0, Token.Length - 1);
    }

    /// <summary>Back to the outside, with nothing held.</summary>
    public void Reset() => (IsInside, _held) = (false, 0);

    private bool TryContinue(ref ReadOnlySpan<byte> data, out ReadOnlySpan<byte> part, out bool isFound)
    {
        part = default;
        isFound = false;
        var rest = Token[_held..];
        var common = data.CommonPrefixLength(rest);
        if (common == rest.Length)
        {
            data = data[common..];
            (IsInside, _held, isFound) = (!IsInside, 0, true);
            return true;
        }
        if (common == data.Length)
        {
            _held += common;
            data = default;
            return false;
        }
        part = Held;
        _held = 0;
        return true;
    }

    private bool Search(ref ReadOnlySpan<byte> data, out ReadOnlySpan<byte> part, out bool isFound)
    {
        var token = Token;
        var index = data.IndexOf(token);
        isFound = index >= 0;
        if (isFound)
        {
            part = data[..index];
            data = data[(index + token.Length)..];
            IsInside = !IsInside;
            return true;
        }
        var start = data.LastIndexOf(token[0]);
        _held = start >= 0 && token.StartsWith(data[start..]) ? data.Length - start : 0;
        part = data[..^_held];
        data = default;
        return true;
    }
}
