using System.Text.RegularExpressions;
using KantanSim.Commands;

namespace KantanSim.Check.Adapters;

/// <summary>The beginning of an answer, for reports.</summary>
internal static partial class AnswerLine
{
    /// <summary>In characters, the mark of a cut included.</summary>
    public const int MaxLength = 300;

    /// <summary>One printable line, with blanks in place of white space, and secrets masked.</summary>
    public static string Of(string text)
    {
        var begin = text.Length > 8 * MaxLength ? text[..(8 * MaxLength)] : text;
        var line = PrintableText.Of(Secrets.HideIn(WhiteSpace().Replace(begin.Trim(), " ")));
        return line.Length <= MaxLength ? line : Cut(line);
    }

    static string Cut(string line)
    {
        var end = MaxLength - 1;
        if (char.IsHighSurrogate(line[end - 1])) end--;
        return line[..end] + "…";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
