using System.Collections.Immutable;
using System.Net;
using Supervisor.Posix;

namespace Supervisor.Configuration.Archive;

/// <summary>Everything that a load asked of files, accounts and hosts, with the answers.</summary>
internal sealed record SourceAnswers
{
    public static SourceAnswers None { get; } = new();

    public ImmutableSortedDictionary<string, Answer<ImmutableArray<byte>>> Contents { get; init; } = AnswerBook<ImmutableArray<byte>>.Empty;
    public ImmutableSortedDictionary<string, Answer<bool>> Files { get; init; } = AnswerBook<bool>.Empty;
    public ImmutableSortedDictionary<string, Answer<bool>> Directories { get; init; } = AnswerBook<bool>.Empty;
    public ImmutableSortedDictionary<string, Answer<ImmutableArray<string>>> Names { get; init; } =
        AnswerBook<ImmutableArray<string>>.Empty;
    public ImmutableSortedDictionary<string, Answer<string>> RealPaths { get; init; } = AnswerBook<string>.Empty;

    /// <summary>Users asked for by name or number as text.</summary>
    public ImmutableSortedDictionary<string, Answer<UserAccount?>> Users { get; init; } = AnswerBook<UserAccount?>.Empty;

    /// <summary>Users asked for by uid, written in decimal.</summary>
    public ImmutableSortedDictionary<string, Answer<UserAccount?>> UsersById { get; init; } = AnswerBook<UserAccount?>.Empty;
    public ImmutableSortedDictionary<string, Answer<uint?>> Groups { get; init; } = AnswerBook<uint?>.Empty;
    public ImmutableSortedDictionary<string, Answer<IPAddress?>> Hosts { get; init; } = AnswerBook<IPAddress?>.Empty;
}
