using System.Collections.Immutable;

namespace KantanSim.Check.Recording;

/// <summary>A request of a person's browser to the shop, and the answer.</summary>
/// <param name="Url">At the shop.</param>
/// <param name="Headers">Of the request, by name.</param>
/// <param name="Body">Of the request, as UTF-8.</param>
/// <param name="Location">Where the answer redirects to, absolute; empty: nowhere.</param>
/// <param name="AnswerType">The media type of the answer, in lower case.</param>
internal sealed record Exchange(
    string Method, Uri Url, ImmutableDictionary<string, string> Headers, string Body,
    int Status, string Location, string AnswerType, string Answer)
{
    public bool IsSafe => Method is "GET" or "HEAD" or "OPTIONS";

    public bool HasCookies => Headers.ContainsKey("Cookie");

    public string RequestType => Headers.GetValueOrDefault("Content-Type", "").Split(';')[0].Trim().ToLowerInvariant();

    public bool IsForm => RequestType == "application/x-www-form-urlencoded";

    /// <summary>The page that the request came from; empty: unknown.</summary>
    public string Referrer => Headers.GetValueOrDefault("Referer", "");

    /// <summary>Whether the answer tells a text.</summary>
    public bool Tells(string text) =>
        Answer.Contains(text, StringComparison.Ordinal) || Location.Contains(text, StringComparison.Ordinal);
}
