using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Supervisor.Engine;

/// <summary>
/// SHA-256 (FIPS 180-4) of a short text, to make a name of fixed length of it; nothing secret is hashed. It is not the framework's because
/// that one loads OpenSSL: 10 ms of each start of the daemon and nearly 1 MB of its memory.
/// </summary>
internal static class TextDigest
{
    /// <summary>In bytes.</summary>
    public const int Length = 32;

    private const int BlockLength = 64;
    private const int Rounds = 64;
    private const byte EndMark = 0x80;

    /// <summary>The first 32 bits of the fractional parts of the cube roots of the first 64 primes (4.2.2).</summary>
    private static ReadOnlySpan<uint> RoundConstants =>
        [
            0x428a2f98,
            0x71374491,
            0xb5c0fbcf,
            0xe9b5dba5,
            0x3956c25b,
            0x59f111f1,
            0x923f82a4,
            0xab1c5ed5,
            0xd807aa98,
            0x12835b01,
            0x243185be,
            0x550c7dc3,
            0x72be5d74,
            0x80deb1fe,
            0x9bdc06a7,
            0xc19bf174,
            0xe49b69c1,
            0xefbe4786,
            0x0fc19dc6,
            0x240ca1cc,
            0x2de92c6f,
            0x4a7484aa,
            0x5cb0a9dc,
            0x76f988da,
            0x983e5152,
            0xa831c66d,
            0xb00327c8,
            0xbf597fc7,
            0xc6e00bf3,
            0xd5a79147,
            0x06ca6351,
            0x14292967,
            0x27b70a85,
            0x2e1b2138,
            0x4d2c6dfc,
            0x53380d13,
            0x650a7354,
            0x766a0abb,
            0x81c2c92e,
            0x92722c85,
            0xa2bfe8a1,
            0xa81a664b,
            0xc24b8b70,
            0xc76c51a3,
            0xd192e819,
            0xd6990624,
            0xf40e3585,
            0x106aa070,
            0x19a4c116,
            0x1e376c08,
            0x2748774c,
            0x34b0bcb5,
            0x391c0cb3,
            0x4ed8aa4a,
            0x5b9cca4f,
            0x682e6ff3,
            0x748f82ee,
            0x78a5636f,
            0x84c87814,
            0x8cc70208,
            0x90befffa,
            0xa4506ceb,
            0xbef9a3f7,
            0xc67178f2,
        ];

    /// <summary>The first 32 bits of the fractional parts of the square roots of the first eight primes (5.3.3).</summary>
    private static ReadOnlySpan<uint> FirstState =>
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    /// <summary>The digest of the text in UTF-8.</summary>
    /// <param name="digest">Takes <see cref="Length"/> bytes.</param>
    public static void Compute(string text, Span<byte> digest)
    {
        var message = Pad(Encoding.UTF8.GetBytes(text));
        Span<uint> state = stackalloc uint[FirstState.Length];
        FirstState.CopyTo(state);
        for (var start = 0; start < message.Length; start += BlockLength)
            Mix(message.AsSpan(start, BlockLength), state);
        for (var index = 0; index < state.Length; index++)
            BinaryPrimitives.WriteUInt32BigEndian(digest[(index * sizeof(uint))..], state[index]);
    }

    /// <summary>A mark, zeros, and the length in bits make it whole blocks (5.1.1).</summary>
    private static byte[] Pad(byte[] text)
    {
        var blocks = (text.Length + 1 + sizeof(ulong) + BlockLength - 1) / BlockLength;
        var message = new byte[blocks * BlockLength];
        text.CopyTo(message, 0);
        message[text.Length] = EndMark;
        BinaryPrimitives.WriteUInt64BigEndian(message.AsSpan(message.Length - sizeof(ulong)), (ulong)text.Length * 8);
        return message;
    }

    /// <summary>One block goes into the state (6.2.2).</summary>
    private static void Mix(ReadOnlySpan<byte> block, Span<uint> state)
    {
        Span<uint> schedule = stackalloc uint[Rounds];
        Expand(block, schedule);
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        var (e, f, g, h) = (state[4], state[5], state[6], state[7]);
        for (var round = 0; round < Rounds; round++)
        {
            var choice = (e & f) ^ (~e & g);
            var majority = (a & b) ^ (a & c) ^ (b & c);
            var first = h + Rotations(e, 6, 11, 25) + choice + RoundConstants[round] + schedule[round];
            (h, g, f, e) = (g, f, e, d + first);
            (d, c, b, a) = (c, b, a, first + Rotations(a, 2, 13, 22) + majority);
        }
        ReadOnlySpan<uint> mixed = [a, b, c, d, e, f, g, h];
        for (var index = 0; index < state.Length; index++)
            state[index] += mixed[index];
    }

    private static void Expand(ReadOnlySpan<byte> block, Span<uint> schedule)
    {
        const int Words = BlockLength / sizeof(uint);
        for (var index = 0; index < Words; index++)
            schedule[index] = BinaryPrimitives.ReadUInt32BigEndian(block[(index * sizeof(uint))..]);
        for (var index = Words; index < Rounds; index++)
        {
            var (near, far) = (schedule[index - 2], schedule[index - 15]);
            var nearMixed = BitOperations.RotateRight(near, 17) ^ BitOperations.RotateRight(near, 19) ^ (near >> 10);
            var farMixed = BitOperations.RotateRight(far, 7) ^ BitOperations.RotateRight(far, 18) ^ (far >> 3);
            schedule[index] = nearMixed + schedule[index - 7] + farMixed + schedule[index - 16];
        }
    }

    private static uint Rotations(uint word, int first, int second, int third) =>
        BitOperations.RotateRight(word, first) ^ BitOperations.RotateRight(word, second) ^ BitOperations.RotateRight(word, third);
}
