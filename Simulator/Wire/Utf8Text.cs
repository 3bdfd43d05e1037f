using System.Text;
using System.Text.Unicode;

namespace KantanSim.Wire;

/// <summary>
/// Recognises Japanese text in UTF-8. That bytes are valid UTF-8 is not enough: so are those of 鼈甲 and of some half-width katakana in
/// CP932.
/// </summary>
internal static class Utf8Text
{
    /// <summary>Whether bytes are UTF-8 rather than CP932. Never for plain ASCII.</summary>
    public static bool IsPlausible(ReadOnlySpan<byte> bytes)
    {
        if (Ascii.IsValid(bytes) || !Utf8.IsValid(bytes)) return false;
        List<Rune> others = [.. Encoding.UTF8.GetString(bytes).EnumerateRunes().Where(rune => !rune.IsAscii)];
        // Kana in UTF-8 are rare kanji in CP932, such as 縺 and 繝. Letters with accents can stand beside them.
        if (others.Exists(IsKana)) return others.TrueForAll(rune => rune.Utf8SequenceLength == 2 || IsJapanese(rune));
        return others.TrueForAll(IsJapanese) && !IsCleanCp932(Cp932.Decode(bytes));
    }

    static bool IsKana(Rune rune) => rune.Value is >= 0x3041 and <= 0x30FF;

    // Two bytes are a letter of another alphabet, or a sign: they are not enough, because two half-width katakana look so.
    static bool IsJapanese(Rune rune) => rune.Utf8SequenceLength > 2 && (IsPunctuation(rune) || IsEmoji(rune) || IsInCp932(rune));

    // Also the dashes and tildes that CP932 has at other code points.
    static bool IsPunctuation(Rune rune) => rune.Value is (>= 0x2010 and <= 0x2027) or 0x2212 or (>= 0x3000 and <= 0x303F);

    // With the characters that join or vary them; and rare kanji, which have four bytes too.
    static bool IsEmoji(Rune rune) => rune.Value is 0x200D or 0xFE0F or (>= 0x2600 and <= 0x27BF) or > 0xFFFF;

    static bool IsInCp932(Rune rune) => Cp932.Decode(Cp932.Encode(rune.ToString())) == rune.ToString();

    // Kanji in UTF-8 nearly always give half-width katakana, private characters or invalid bytes in CP932.
    static bool IsCleanCp932(string text) =>
        !text.Any(one => one is Cp932.Invalid or (>= '｡' and <= 'ﾟ') or (>= '\uE000' and <= '\uF8FF') or (>= '\u0080' and <= '\u00A0'));
}
