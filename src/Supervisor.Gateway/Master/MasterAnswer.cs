using Microsoft.Win32.SafeHandles;
using Supervisor.Protocol.Replies;

namespace Supervisor.Gateway.Master;

/// <param name="File">The descriptor that came with the reply, or null; the receiver disposes it.</param>
public sealed record MasterAnswer(Reply Reply, SafeFileHandle? File);
