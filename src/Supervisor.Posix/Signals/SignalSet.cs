using System.Collections.Immutable;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>A set of signals as a bit mask; bit n − 1 is signal n, as the kernel has it.</summary>
public readonly record struct SignalSet(ulong Bits)
{
    public static readonly SignalSet Empty;
    public static readonly SignalSet All = new(ulong.MaxValue);

    public static SignalSet Of(params ReadOnlySpan<SignalNumber> signals)
    {
        var bits = 0ul;
        foreach (var signal in signals)
            bits |= BitOf(signal.Value);
        return new SignalSet(bits);
    }

    public bool Contains(SignalNumber signal) => (Bits & BitOf(signal.Value)) != 0;

    public bool ContainsAll(SignalSet others) => (Bits & others.Bits) == others.Bits;

    public SignalSet With(SignalNumber signal) => new(Bits | BitOf(signal.Value));

    public SignalSet Without(SignalNumber signal) => new(Bits & ~BitOf(signal.Value));

    public ImmutableArray<SignalNumber> ToArray()
    {
        var builder = ImmutableArray.CreateBuilder<SignalNumber>();
        for (var number = 1; number <= SignalNumber.Highest; number++)
        {
            if ((Bits & BitOf(number)) != 0)
                builder.Add(new SignalNumber(number));
        }
        return builder.ToImmutable();
    }

    private static ulong BitOf(int number) => 1ul << (number - 1);

    internal unsafe LibC.sigset_t ToNative()
    {
        LibC.sigset_t native = default;
        native.bits[0] = Bits;
        return native;
    }

    internal static unsafe SignalSet FromNative(in LibC.sigset_t native) => new(native.bits[0]);
}
