using System.Collections.Immutable;

namespace Supervisor.Configuration.Archive;

/// <summary>
/// The answers to questions of one kind. A question that was answered before gets the same answer again, so that what a load was told is
/// what the book says, also when the world changes while it loads; any other goes to the source and is noted.
/// </summary>
internal sealed class AnswerBook<T>(ImmutableSortedDictionary<string, Answer<T>> known)
{
    private readonly ImmutableSortedDictionary<string, Answer<T>>.Builder _answers = known.ToBuilder();

    /// <summary>A book without answers.</summary>
    public static ImmutableSortedDictionary<string, Answer<T>> Empty { get; } =
        ImmutableSortedDictionary.Create<string, Answer<T>>(StringComparer.Ordinal);

    public T Ask(string question, Func<string, T> source)
    {
        if (!_answers.TryGetValue(question, out var answer))
            _answers[question] = answer = AnswerOf(question, source);
        return answer.Give();
    }

    public ImmutableSortedDictionary<string, Answer<T>> ToImmutable() => _answers.ToImmutable();

    private static Answer<T> AnswerOf(string question, Func<string, T> source)
    {
        try
        {
            return new Answer<T>(source(question), null);
        }
        catch (Exception exception) when (SourceFailure.Of(exception) is not null)
        {
            return new Answer<T>(default!, SourceFailure.Of(exception));
        }
    }
}
