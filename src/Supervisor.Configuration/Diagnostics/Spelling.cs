namespace Supervisor.Configuration.Diagnostics;

/// <summary>Finds the known word that a mistyped one was probably meant to be.</summary>
internal static class Spelling
{
    /// <summary>The nearest of the known words, or null when none is near enough to be a likely slip: a third of the letters, one at least.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        string? best = null;
        var limit = Math.Max(1, word.Length / 3) + 1;
        foreach (var candidate in known.Order(StringComparer.Ordinal))
        {
            if (Math.Abs(candidate.Length - word.Length) >= limit)
                continue;
            var distance = Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance >= limit)
                continue;
            limit = distance;
            best = candidate;
        }
        return best;
    }

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).</summary>
    public static int Distance(string left, string right)
    {
        var beforePrevious = new int[right.Length + 1];
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        var current = new int[right.Length + 1];
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    best = Math.Min(best, beforePrevious[j - 2] + 1);
                current[j] = best;
            }
            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }
        return previous[right.Length];
    }

    /// <summary>"; did you mean 'x'?" when one is near, otherwise the list of what there is.</summary>
    public static string Suggestion(string word, IEnumerable<string> known, string what, Func<string, string>? quote = null)
    {
        quote ??= static name => $"'{name}'";
        var names = known.Order(StringComparer.Ordinal).ToArray();
        return Nearest(word, names) is { } near ? $"; did you mean {quote(near)}?" : $"; {what}: {string.Join(", ", names)}";
    }
}
