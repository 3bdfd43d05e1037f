using System.Globalization;
using System.Text;

namespace KantanSim.Commands;

/// <summary>Text from a server's answer, safe for a terminal, a CI log and XML.</summary>
internal static class PrintableText
{
    /// <summary>
    /// The text in one line: control characters, invisible ones (such as a byte order mark), line separators and invalid UTF-16 are
    /// written as <c>\u000a</c>.
    /// </summary>
    public static string Of(string text)
    {
        var printable = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var isValid = Rune.TryGetRuneAt(text, at, out var rune);
            var units = isValid ? rune.Utf16SequenceLength : 1;
            if (isValid && IsPrintable(rune)) printable.Append(text, at, units);
            else foreach (var unit in text.AsSpan(at, units)) printable.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
            at += units;
        }
        return printable.ToString();
    }

    static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.OtherNotAssigned);
}
