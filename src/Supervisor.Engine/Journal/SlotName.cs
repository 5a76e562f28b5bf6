using System.Buffers.Binary;

namespace Supervisor.Engine.Journal;

/// <summary>
/// The name of a slot as a number of fixed length, so that a record has room for a name of any length. Two halves and no UInt128: a class
/// that has one, and every method that touches that class, cannot be compiled ahead of time, and is compiled at each start.
/// </summary>
public readonly record struct SlotName(ulong Low, ulong High)
{
    /// <summary>Half of a SHA-256 of both names: two slots of one daemon never have the same.</summary>
    public static SlotName Of(string group, string process)
    {
        Span<byte> digest = stackalloc byte[TextDigest.Length];
        // A NUL cannot be in a name, so no two pairs give the same text.
        TextDigest.Compute($"{group}\0{process}", digest);
        return new SlotName(
            BinaryPrimitives.ReadUInt64LittleEndian(digest),
            BinaryPrimitives.ReadUInt64LittleEndian(digest[sizeof(ulong)..])
        );
    }
}
