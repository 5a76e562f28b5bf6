namespace Supervisor.Gateway.XmlRpc.Answers;

/// <summary>One answer would take more memory than is given to it.</summary>
internal sealed class AnswerTooLargeException : Exception
{
    public AnswerTooLargeException() { }

    public AnswerTooLargeException(string message)
        : base(message) { }

    public AnswerTooLargeException(string message, Exception innerException)
        : base(message, innerException) { }
}
