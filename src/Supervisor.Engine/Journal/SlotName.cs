using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Supervisor.Engine.Journal;

/// <summary>The name of a slot as a number of fixed length, so that a record has room for a name of any length.</summary>
public static class SlotName
{
    /// <summary>Half of a SHA-256 of both names: two slots of one daemon never have the same.</summary>
    public static UInt128 Of(string group, string process)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        // A NUL cannot be in a name, so no two pairs give the same text.
        SHA256.HashData(Encoding.UTF8.GetBytes($"{group}\0{process}"), digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}
