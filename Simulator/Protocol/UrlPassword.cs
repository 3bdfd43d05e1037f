using System.Buffers;
using System.Text;

namespace KantanSim.Protocol;

/// <summary>Masks the password in URLs such as <c>https://user:password@shop.example/notify</c>.</summary>
internal static class UrlPassword
{
    const string Stars = "***";

    const string AfterScheme = "://";

    static readonly SearchValues<char> AuthorityEnds = SearchValues.Create("/?# \n");

    /// <summary>
    /// The text with <c>***</c> for the password in each URL. User information without a password is masked as a whole, because it may be a
    /// token.
    /// </summary>
    public static string Mask(string text)
    {
        var scheme = text.IndexOf(AfterScheme, StringComparison.Ordinal);
        if (scheme < 0 || !text.Contains('@')) return text;
        var masked = new StringBuilder(text.Length);
        var copied = 0;
        while (scheme >= 0)
        {
            var authority = scheme + AfterScheme.Length;
            if (UserInfoIn(text.AsSpan(authority)) is { } userInfo)
            {
                var password = authority + userInfo.PasswordStart;
                masked.Append(text, copied, password - copied).Append(Stars);
                copied = authority + userInfo.Length;
            }
            scheme = text.IndexOf(AfterScheme, scheme + 1, StringComparison.Ordinal);
        }
        return masked.Append(text, copied, text.Length - copied).ToString();
    }

    /// <returns>The length of <c>user:password</c> before the host, and where the password starts in it; null when there is none.</returns>
    static (int PasswordStart, int Length)? UserInfoIn(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(AuthorityEnds);
        var authority = end < 0 ? text : text[..end];
        var length = authority.LastIndexOf('@');
        return length < 0 ? null : (authority[..length].IndexOf(':') + 1, length);
    }
}
