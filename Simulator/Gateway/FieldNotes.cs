using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Gateway;

/// <summary>Values that were probably meant otherwise than they were read: UTF-8 instead of CP932, HTML entities, wrong percent-encoding.</summary>
internal static partial class FieldNotes
{
    const int LongestShown = 60;

    public static IReadOnlyList<Note> Of(ReadOnlySpan<byte> body, Redactor by)
    {
        // Nearly all values are plain ASCII, about which there is nothing to say.
        if (body.IndexOf((byte)'%') < 0 && Ascii.IsValid(body)) return [];
        List<Note> notes = [];
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            var equals = pair.IndexOf((byte)'=');
            if (equals < 0) continue;
            var raw = pair[(equals + 1)..];
            if (raw.IndexOf((byte)'%') < 0 && Ascii.IsValid(raw)) continue;
            if (About(new(FormBody.ParseField(pair), raw.ToArray(), FormBody.Unescape(raw).ToArray(), by)) is { } note) notes.Add(note);
        }
        return notes;
    }

    // The first that holds is the cause of the others.
    static Note? About(RawField field) => Malformed(field) ?? Utf8Text(field) ?? NoCp932(field) ?? EncodedTwice(field) ?? Entity(field);

    static Note? Malformed(RawField field)
    {
        if (MalformedEscape().Match(Encoding.Latin1.GetString(field.Raw)) is not { Success: true, Value: var escape }) return null;
        return new($"{field.Name} contains “{escape}”, which is no percent-encoding; it was read as it is. A % has to be sent as %25.",
            $"{field.Name} に、パーセントエンコードではない「{escape}」が含まれています。そのまま読み取りました。% は %25 として送信してください。");
    }

    static Note? Utf8Text(RawField field)
    {
        if (Ascii.IsValid(field.Bytes) || !Utf8.IsValid(field.Bytes) || field.Value.All(IsHalfWidthKana)) return null;
        var (read, meant) = (field.Shown(field.Value), field.Shown(Encoding.UTF8.GetString(field.Bytes)));
        return read is null || meant is null
            ? new($"{field.Name} is valid UTF-8, and was read as CP932, which the gateway speaks.",
                $"{field.Name} はUTF-8として正しいバイト列ですが、ゲートウェイの文字コードであるCP932として読み取りました。")
            : new($"{field.Name} is valid UTF-8, and was read as CP932: “{read}”, where UTF-8 says “{meant}”. The gateway speaks CP932.",
                $"{field.Name} はUTF-8として正しいバイト列ですが、CP932として「{read}」と読み取りました。UTF-8では「{meant}」です。ゲートウェイの文字コードはCP932です。");
    }

    static Note? NoCp932(RawField field)
    {
        if (!field.Value.Contains(Cp932.Invalid)) return null;
        if (field.Value.IndexOf(Cp932.Invalid) == field.Value.Length - 1 && IsLeadByte(field.Bytes[^1]))
            return new($"{field.Name} ends with the byte {field.Bytes[^1]:X2}, the first half of a two-byte character of CP932: the value was cut.",
                $"{field.Name} の末尾のバイト {field.Bytes[^1]:X2} は、CP932の2バイト文字の前半だけです。文字の途中で切れています。");
        var bytes = FirstInvalid(field.Bytes);
        return new($"{field.Name} has bytes that are no CP932 character ({bytes}); each is read as “?”.",
            $"{field.Name} に、CP932の文字ではないバイト列（{bytes}）が含まれています。「?」として読み取りました。");
    }

    static Note? EncodedTwice(RawField field)
    {
        // Within an absolute URL, escapes are the URL's own.
        if (!Escape().IsMatch(field.Value) || field.Value.Contains("://", StringComparison.Ordinal)) return null;
        var (read, meant) = (field.Shown(field.Value), field.Shown(Read(FormBody.Unescape(field.Bytes))));
        return read is null || meant is null
            ? new($"{field.Name} was percent-encoded twice.", $"{field.Name} が二重にパーセントエンコードされています。")
            : new($"{field.Name} was percent-encoded twice: it was read as “{read}”, where decoding once more gives “{meant}”.",
                $"{field.Name} が二重にパーセントエンコードされています。「{read}」と読み取りました。もう一度デコードすると「{meant}」です。");
    }

    static Note? Entity(RawField field) =>
        HtmlEntity().Match(field.Value) is { Success: true, Value: var entity }
            ? new($"{field.Name} contains the HTML entity {entity}, which the gateway does not decode.",
                $"{field.Name} にHTMLの文字参照 {entity} が含まれています。ゲートウェイはデコードしません。")
            : null;

    static string Read(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Cp932.Decode(bytes);

    static bool IsLeadByte(byte one) => one is (>= 0x81 and <= 0x9F) or (>= 0xE0 and <= 0xFC);

    static bool IsHalfWidthKana(char one) => one is >= '｡' and <= 'ﾟ';

    // The first bytes that are no character, as hexadecimal digits.
    static string FirstInvalid(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var character = bytes[at..Math.Min(bytes.Length, at + (IsLeadByte(bytes[at]) ? 2 : 1))];
            if (Cp932.Decode(character).Contains(Cp932.Invalid)) return BitConverter.ToString(character).Replace('-', ' ');
            at += character.Length;
        }
        return "";
    }

    /// <summary>A field with its bytes, before and after percent-decoding.</summary>
    sealed record RawField(FormField Field, byte[] Raw, byte[] Bytes, Redactor By)
    {
        public string Name => By.MaskName(Field.Name);

        public string Value => Field.Value;

        /// <summary>A reading of the value; null when it may not be shown.</summary>
        public string? Shown(string reading) =>
            By.MaskField(Field.Name, reading) != reading || SecretNames.IsSecret(Field.Name) ? null
            : reading.Length <= LongestShown ? reading : reading[..LongestShown] + "…";
    }

    [GeneratedRegex("%(?![0-9A-Fa-f]{2}).{0,2}", RegexOptions.CultureInvariant)]
    private static partial Regex MalformedEscape();

    [GeneratedRegex("%[0-9A-Fa-f]{2}", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();

    [GeneratedRegex("&(?:#[0-9]{2,7}|#[xX][0-9A-Fa-f]{2,6}|amp|lt|gt|quot|apos|nbsp|yen|copy);", RegexOptions.CultureInvariant)]
    private static partial Regex HtmlEntity();
}
