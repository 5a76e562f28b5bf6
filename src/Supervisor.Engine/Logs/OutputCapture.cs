using System.Buffers.Binary;

namespace Supervisor.Engine.Logs;

/// <summary>
/// Capture mode of one channel (reference 1.12): what stands between the tokens is no output but an event. Nothing of it goes to the log,
/// unless the program ends before the token that ends it: then there is no event, and what is left of it is output after all.
/// </summary>
/// <param name="capacity">capture_maxbytes.</param>
/// <param name="feed">The event.</param>
/// <param name="stripper">Of strip_ansi, or null; for what is captured alone.</param>
internal sealed class OutputCapture(long capacity, EventFeed feed, AnsiStripper? stripper)
{
    /// <summary>Of a capture that has not ended, so much is noted for another master.</summary>
    private const int MostNoted = 64 * 1024;

    private const int NoteHeaderLength = 7;

    private readonly CaptureMarks _marks = new();
    private readonly CaptureRing _ring = new(capacity);
    private readonly ByteBuffer _scratch = new(0);

    /// <summary>Takes what one read brought.</summary>
    /// <param name="receiver">Gets what is no capture, in order with the events.</param>
    public void Accept(ReadOnlySpan<byte> data, IOutputReceiver receiver)
    {
        var isInside = _marks.IsInside;
        while (_marks.TryTake(ref data, out var part, out var isFound))
        {
            if (isInside)
                Keep(part);
            else if (!part.IsEmpty)
                receiver.Receive(part);
            isInside = _marks.IsInside;
            if (isFound)
                Turn(isInside);
        }
    }

    /// <summary>The program has ended: what is held back, and a capture without an end, is output.</summary>
    public void Flush(IOutputReceiver receiver)
    {
        if (_marks.IsInside)
        {
            receiver.Receive(CaptureMarks.Begin);
            receiver.Receive(_ring.Content);
        }
        if (!_marks.Held.IsEmpty)
            receiver.Receive(_marks.Held);
        _marks.Reset();
        _ring.Clear();
        stripper?.Reset();
    }

    /// <summary>Notes how far it is.</summary>
    /// <returns>How many bytes that takes.</returns>
    public int Save(Span<byte> note)
    {
        // The end of what was captured, as if its capacity were no larger.
        var content = _ring.Content[Math.Max(0, _ring.Content.Length - MostNoted)..];
        note[0] = _marks.IsInside ? (byte)1 : (byte)0;
        note[1] = (byte)_marks.Held.Length;
        note[2] = stripper?.Progress ?? 0;
        BinaryPrimitives.WriteInt32LittleEndian(note[3..], content.Length);
        content.CopyTo(note[NoteHeaderLength..]);
        return NoteHeaderLength + content.Length;
    }

    /// <summary>Goes on where another one stopped; of a note that is not whole it takes nothing.</summary>
    /// <returns>How many bytes of the note were its own.</returns>
    public int Resume(ReadOnlySpan<byte> note)
    {
        if (note.Length < NoteHeaderLength || (uint)BinaryPrimitives.ReadInt32LittleEndian(note[3..]) > note.Length - NoteHeaderLength)
            return note.Length;
        _marks.Resume(note[0] != 0, note[1]);
        if (stripper is not null)
            stripper.Progress = note[2];
        var length = BinaryPrimitives.ReadInt32LittleEndian(note[3..]);
        _ring.Clear();
        _ring.Append(note.Slice(NoteHeaderLength, length));
        return NoteHeaderLength + length;
    }

    private void Turn(bool isInside)
    {
        if (!isInside && feed.IsWanted)
            feed.Send(_ring.Content);
        _ring.Clear();
        stripper?.Reset();
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        if (stripper is null)
        {
            _ring.Append(part);
            return;
        }
        _scratch.Clear();
        _scratch.Append(part);
        _ring.Append(_scratch.Content[..stripper.Strip(_scratch.Editable)]);
    }
}
