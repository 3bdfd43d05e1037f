using System.Text.RegularExpressions;

namespace KantanSim.Check.Adapters;

/// <summary>What must not stand in a report: passwords, tokens and keys, recognised by their names.</summary>
internal static partial class Secrets
{
    /// <summary>Stands in place of a secret.</summary>
    public const string Mask = "***";

    /// <summary>Whether a variable, field, header or option of this name has a secret value, such as <c>ShopPass</c>.</summary>
    public static bool IsSecret(string name) => Names().IsMatch(name);

    /// <summary>Masks secrets in a URL, in JSON or in a form: <c>token=abc</c> and <c>"token": "abc"</c>.</summary>
    public static string HideIn(string text) => HidePasswordsOfUrls(Pairs().Replace(text, $"$1${{quote}}{Mask}${{quote}}"));

    /// <summary>Masks <c>http://user:password@host</c>.</summary>
    public static string HidePasswordsOfUrls(string text) => UserInfo().Replace(text, $"$1{Mask}@");

    /// <summary>The values of pairs that <see cref="HideIn"/> masks in a URL, and its password; percent-decoded.</summary>
    public static IEnumerable<string> ValuesIn(Uri url) =>
    [
        .. url.UserInfo.Split(':', 2).Skip(1).Select(Uri.UnescapeDataString),
        .. url.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2 && IsSecret(pair[0])).Select(pair => Uri.UnescapeDataString(pair[1])),
    ];

    [GeneratedRegex(@"(\bhttps?://[^\s/:@""'?#]*:)[^\s/@""'?#]+@", RegexOptions.IgnoreCase)]
    private static partial Regex UserInfo();

    const string Words = "pass|pwd|secret|token|api[-_]?key|authorization|cookie|credential";

    [GeneratedRegex(Words, RegexOptions.IgnoreCase)]
    private static partial Regex Names();

    const string Quoted = @"(?<quote>"")(?:[^""\\]|\\.)*""?";

    [GeneratedRegex($@"([\w-]*(?:{Words})[\w-]*(?:=|""\s*:\s*))(?:{Quoted}|[^&""\s,}}]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Pairs();
}
