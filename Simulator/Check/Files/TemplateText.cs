using System.Text.RegularExpressions;

namespace KantanSim.Check.Files;

/// <summary>A text with variables in it: <c>orders/{{key}}</c>. Blanks inside the braces do not count.</summary>
internal static partial class TemplateText
{
    /// <summary>The names of the variables, in order.</summary>
    public static IEnumerable<string> Names(string text) => Variable().Matches(text).Select(match => match.Groups[1].Value);

    /// <summary>The text with each variable replaced.</summary>
    public static string Fill(string text, string value) => Variable().Replace(text, value);

    /// <summary>Whether <c>{{</c> begins no variable. It is sent as it is, as for the formats of <c>docker inspect</c>.</summary>
    public static bool HasOtherBraces(string text) => Fill(text, "").Contains("{{", StringComparison.Ordinal);

    [GeneratedRegex(@"\{\{ *([A-Za-z][A-Za-z0-9_-]*) *\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
