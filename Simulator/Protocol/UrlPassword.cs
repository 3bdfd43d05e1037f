using System.Buffers;
using System.Text;

namespace KantanSim.Protocol;

/// <summary>User and password in a URL, such as <c>https://user:password@shop.example/notify</c>.</summary>
internal static class UrlPassword
{
    const string Stars = "***";

    const string AfterScheme = "://";

    static readonly SearchValues<char> Ends = SearchValues.Create("/?# \n");

    /// <summary>A text in which each URL has stars for its password, or for the whole of <c>user@</c> without one, which may be a token.</summary>
    public static string Mask(string text)
    {
        var scheme = text.IndexOf(AfterScheme, StringComparison.Ordinal);
        if (scheme < 0 || !text.Contains('@')) return text;
        var (masked, copied) = (new StringBuilder(text.Length), 0);
        for (; scheme >= 0; scheme = text.IndexOf(AfterScheme, scheme + 1, StringComparison.Ordinal))
        {
            var host = text.AsSpan(scheme + AfterScheme.Length);
            if (host.IndexOfAny(Ends) is >= 0 and var end) host = host[..end];
            var at = host.LastIndexOf('@');
            if (at < 0) continue;
            var start = scheme + AfterScheme.Length + host[..at].IndexOf(':') + 1;
            masked.Append(text, copied, start - copied).Append(Stars);
            copied = scheme + AfterScheme.Length + at;
        }
        return masked.Append(text, copied, text.Length - copied).ToString();
    }
}
