using System.Collections.Immutable;
using Supervisor.Protocol.Framing;

namespace Supervisor.Protocol.Gateway;

/// <summary>A listening socket that the master opened, and who may use it.</summary>
/// <param name="Address">"unix:///run/supervisor.sock" or "tcp://127.0.0.1:9001", for messages.</param>
/// <param name="IsLocal">A unix socket: the caller's user is known (SO_PEERCRED).</param>
/// <param name="UserName">Of HTTP Basic; null when none is asked for.</param>
/// <param name="Password">In clear, or {SHA} or {PBKDF2} and the hash.</param>
/// <param name="AllowedUserIds">With <paramref name="AllowedGroupIds"/>: only these may connect to a unix socket; both empty lets everybody.</param>
public sealed record ListenerDescription(
    string Address,
    bool IsLocal,
    string? UserName,
    string? Password,
    ImmutableArray<int> AllowedUserIds,
    ImmutableArray<int> AllowedGroupIds
) : IFrameContent
{
    public void Write(FrameWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Address);
        writer.Write(IsLocal);
        writer.WriteOptional(UserName);
        writer.WriteOptional(Password);
        writer.Write(AllowedUserIds);
        writer.Write(AllowedGroupIds);
    }

    public static ListenerDescription Read(ref FrameReader reader) =>
        new(
            reader.ReadString(),
            reader.ReadBoolean(),
            reader.ReadOptionalString(),
            reader.ReadOptionalString(),
            reader.ReadNumbers(),
            reader.ReadNumbers()
        );
}
