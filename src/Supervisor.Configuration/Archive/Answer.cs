namespace Supervisor.Configuration.Archive;

/// <summary>What came of a question: a value, or the way in which the source failed.</summary>
/// <param name="Value">Meaningless when there is a failure.</param>
internal sealed record Answer<T>(T Value, SourceFailure? Failure)
{
    /// <summary>The value, or the failure as the exception that the source threw.</summary>
    public T Give() => Failure is null ? Value : throw Failure.ToException();
}
