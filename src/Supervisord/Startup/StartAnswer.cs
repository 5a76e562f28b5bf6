using System.Text;
using Supervisor.Posix;

namespace Supervisord.Startup;

/// <summary>What a detached daemon tells the command that launched it: that it is up, or why it is not.</summary>
/// <param name="ExitStatus">For the command; 0 says that the daemon is up.</param>
/// <param name="Text">For standard error.</param>
internal sealed record StartAnswer(int ExitStatus, string Text)
{
    /// <summary>
    /// Ends the answer. The end of the pipe does not: a child that hangs before its exec holds a copy of it.
    /// </summary>
    private const byte End = 0;

    /// <summary>Nobody may be there to read it any more.</summary>
    public void Send(int descriptor)
    {
        byte[] message = [(byte)ExitStatus, .. Encoding.UTF8.GetBytes(Text), End];
        var sent = 0;
        while (sent < message.Length && FileDescriptor.Write(descriptor, message.AsSpan(sent)) is { IsSuccess: true } part)
            sent += part.Count;
    }

    /// <summary>Waits for the answer; null when the daemon ended without one.</summary>
    public static StartAnswer? Receive(int descriptor)
    {
        using var message = new MemoryStream();
        var buffer = new byte[4096];
        while (FileDescriptor.Read(descriptor, buffer) is { IsSuccess: true, Count: > 0 } part)
        {
            message.Write(buffer, 0, part.Count);
            if (message.Length > 1 && buffer[part.Count - 1] == End)
                break;
        }
        var bytes = message.ToArray();
        return bytes.Length < 2 ? null : new StartAnswer(bytes[0], Encoding.UTF8.GetString(bytes, 1, bytes.Length - 2));
    }
}
