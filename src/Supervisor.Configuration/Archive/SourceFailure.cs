using Supervisor.Posix;

namespace Supervisor.Configuration.Archive;

/// <summary>How a source failed to answer: enough to fail again in the same way and the same words.</summary>
/// <param name="Call">The system call that failed; empty for the other kinds.</param>
/// <param name="ErrorNumber">Its errno; 0 for the other kinds.</param>
internal sealed record SourceFailure(SourceFailureKind Kind, string Message, string Call = "", int ErrorNumber = 0)
{
    /// <summary>Null for an exception that is no answer but a fault, which a load does not survive.</summary>
    public static SourceFailure? Of(Exception exception) =>
        exception switch
        {
            PosixException call => new SourceFailure(SourceFailureKind.SystemCall, call.Message, call.Call, call.ErrorNumber),
            FileNotFoundException => new SourceFailure(SourceFailureKind.FileNotFound, exception.Message),
            DirectoryNotFoundException => new SourceFailure(SourceFailureKind.DirectoryNotFound, exception.Message),
            UnauthorizedAccessException => new SourceFailure(SourceFailureKind.AccessDenied, exception.Message),
            IOException => new SourceFailure(SourceFailureKind.InputOutput, exception.Message),
            _ => null,
        };

    public Exception ToException() =>
        Kind switch
        {
            SourceFailureKind.SystemCall => new PosixException(Call, ErrorNumber, Subject()),
            SourceFailureKind.FileNotFound => new FileNotFoundException(Message),
            SourceFailureKind.DirectoryNotFound => new DirectoryNotFoundException(Message),
            SourceFailureKind.AccessDenied => new UnauthorizedAccessException(Message),
            _ => new IOException(Message),
        };

    /// <summary>What the call was about: it stands in the message only, between the call and the text of the errno.</summary>
    private string? Subject()
    {
        var around = new PosixException(Call, ErrorNumber).Message.Length;
        var length = Message.Length - around - 1;
        return length > 0 ? Message.Substring(Call.Length + 1, length) : null;
    }
}
