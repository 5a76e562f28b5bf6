namespace Supervisor.Configuration.Loading;

/// <summary>Finds files by a shell pattern: * and ? do not cross a slash, [..] and [!..] are classes, a leading dot must be written.</summary>
internal static class GlobPattern
{
    /// <summary>The files that match an absolute pattern, sorted.</summary>
    public static IReadOnlyList<string> Find(IConfigurationFiles files, string pattern)
    {
        List<string> found = ["/"];
        var parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            var isLast = i == parts.Length - 1;
            found = [.. found.SelectMany(directory => Matches(files, directory, parts[i], isLast))];
        }
        found.Sort(StringComparer.Ordinal);
        return found;
    }

    /// <summary>Whether one name matches one part of a pattern.</summary>
    public static bool IsMatch(string pattern, string name)
    {
        if (name.StartsWith('.') && !pattern.StartsWith('.'))
            return false;
        return IsMatch(pattern.AsSpan(), name.AsSpan());
    }

    private static IEnumerable<string> Matches(IConfigurationFiles files, string directory, string part, bool isLast)
    {
        var names = part.AsSpan().ContainsAny('*', '?', '[') ? files.NamesIn(directory).Where(name => IsMatch(part, name)) : [part];
        return names
            .Select(name => directory.EndsWith('/') ? directory + name : directory + "/" + name)
            .Where(path => isLast ? files.FileExists(path) : files.DirectoryExists(path));
    }

    /// <summary>Goes back to the last star only, so that the time is at most the product of the two lengths.</summary>
    private static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var (p, n, star, starName) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                starName = n;
            }
            else if (p < pattern.Length && MatchesOne(pattern[p..], name[n], out var length))
            {
                p += length;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++starName;
            }
            else
            {
                return false;
            }
        }
        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }

    /// <summary>Matches a character with what the pattern begins with: itself, ?, or a class. A bracket that is never closed is itself.</summary>
    private static bool MatchesOne(ReadOnlySpan<char> pattern, char character, out int length)
    {
        length = 1;
        if (pattern[0] == '?')
            return true;
        if (pattern[0] != '[')
            return pattern[0] == character;
        var isNegated = pattern.Length > 1 && pattern[1] is '!' or '^';
        var first = isNegated ? 2 : 1;
        // A closing bracket right at the start belongs to the class.
        var close = first + 1 < pattern.Length ? pattern[(first + 1)..].IndexOf(']') : -1;
        if (close < 0)
            return pattern[0] == character;
        var members = pattern.Slice(first, close + 1);
        length = first + close + 2;
        var isMember = false;
        for (var i = 0; i < members.Length; i++)
        {
            var isRange = i + 2 < members.Length && members[i + 1] == '-';
            isMember |= isRange ? character >= members[i] && character <= members[i + 2] : character == members[i];
            if (isRange)
                i += 2;
        }
        return isMember != isNegated;
    }
}
