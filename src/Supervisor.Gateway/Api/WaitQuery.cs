using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Supervisor.Protocol.Processes;

namespace Supervisor.Gateway.Api;

/// <summary>
/// "state=RUNNING&amp;timeout=30": the states to wait for, separated by commas or repeated, and the seconds; without them for ever. Without a
/// state it is the success of a start.
/// </summary>
internal sealed record WaitQuery(ImmutableArray<int> States, long? TimeoutMilliseconds)
{
    private const double LongestSeconds = 365 * 86_400;

    public static bool TryParse(IQueryCollection query, [NotNullWhen(true)] out WaitQuery? wait, out string mistake)
    {
        wait = null;
        mistake = "";
        var states = ImmutableArray.CreateBuilder<int>();
        foreach (var word in query["state"].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries)))
        {
            if (StateOf(word) is not { } state)
            {
                mistake = $"'{word}' is no state of a process.";
                return false;
            }
            states.Add((int)state);
        }
        if (!TryParseTimeout(query["timeout"], out var timeout))
            mistake = "The timeout is a number of seconds.";
        else
            wait = new WaitQuery(states.ToImmutable(), timeout);
        return wait is not null;
    }

    private static ProcessState? StateOf(string word)
    {
        foreach (var state in ProcessStates.All)
        {
            if (string.Equals(state.Word(), word, StringComparison.OrdinalIgnoreCase))
                return state;
        }
        return null;
    }

    private static bool TryParseTimeout(string? text, out long? milliseconds)
    {
        milliseconds = null;
        if (string.IsNullOrEmpty(text))
            return true;
        if (
            !double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            || seconds > LongestSeconds
        )
            return false;
        milliseconds = (long)(seconds * 1000);
        return true;
    }
}
