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
    public static string HideIn(string text) => Pairs().Replace(text, $"$1${{quote}}{Mask}${{quote}}");

    const string Words = "pass|secret|token|api[-_]?key|authorization|cookie|credential";

    [GeneratedRegex(Words, RegexOptions.IgnoreCase)]
    private static partial Regex Names();

    const string Quoted = @"(?<quote>"")(?:[^""\\]|\\.)*""?";

    [GeneratedRegex($@"([\w-]*(?:{Words})[\w-]*(?:=|""\s*:\s*))(?:{Quoted}|[^&""\s,}}]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Pairs();
}
