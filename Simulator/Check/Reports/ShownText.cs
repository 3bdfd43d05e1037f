using System.Text;
using KantanSim.Commands;

namespace KantanSim.Check.Reports;

/// <summary>Text of others as the HTML report shows it: printable, and cut where it is long. Escaping is the template's matter.</summary>
internal static class ShownText
{
    /// <summary>Characters of a text that are shown.</summary>
    public const int MaxLength = 2_000;

    /// <summary>In one line.</summary>
    public static string Line(string text) => PrintableText.Of(Cut(text));

    /// <summary>With its line breaks.</summary>
    public static string Lines(string text) =>
        string.Join('\n', Cut(text).ReplaceLineEndings("\n").Split('\n').Select(PrintableText.Of));

    /// <summary>The URL for a link; empty for a text that is no http or https URL.</summary>
    public static string Link(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" ? parsed.AbsoluteUri : "";

    // Not between the halves of a surrogate pair.
    static string Cut(string text)
    {
        if (text.Length <= MaxLength) return text;
        var length = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return new StringBuilder().Append(text, 0, length).Append(" […]").ToString();
    }
}
