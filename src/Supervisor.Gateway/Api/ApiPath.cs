using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Supervisor.Gateway.Api;

/// <summary>The words of a path behind "/api/v1", each decoded on its own, so that a name may contain anything.</summary>
internal static class ApiPath
{
    public const string Prefix = "/api/v1";

    /// <summary>Every path below the prefix, whether there is something or not.</summary>
    public static bool IsMeant(PathString path) => path.StartsWithSegments(Prefix, StringComparison.Ordinal);

    public static string[] Words(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var start = target.IndexOf(Prefix, StringComparison.Ordinal);
        if (start < 0)
            return [];
        var rest = target.AsSpan(start + Prefix.Length);
        var end = rest.IndexOfAny('?', '#');
        if (end >= 0)
            rest = rest[..end];
        var words = rest.Trim('/').ToString().Split('/');
        for (var index = 0; index < words.Length; index++)
            words[index] = Uri.UnescapeDataString(words[index]);
        return words;
    }
}
