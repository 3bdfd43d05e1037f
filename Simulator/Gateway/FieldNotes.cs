using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Gateway;

/// <summary>Explains values that were probably meant otherwise: UTF-8 instead of CP932, HTML entities, wrong percent-encoding.</summary>
internal static partial class FieldNotes
{
    const int MaxShown = 60;

    public static IReadOnlyList<Note> Of(ReadOnlySpan<byte> body, Redactor by) => Of(body, by, NoteOn);

    /// <summary>The notes on values that are UTF-8 only.</summary>
    public static IReadOnlyList<Note> OfUtf8(ReadOnlySpan<byte> body, Redactor by) =>
        Of(body, by, field => MalformedEscape(field) is null ? Utf8Text(field) : null);

    static IReadOnlyList<Note> Of(ReadOnlySpan<byte> body, Redactor by, Func<RawField, Note?> noteOn)
    {
        // Fast path: nearly all bodies are plain ASCII without escapes.
        if (body.IndexOf((byte)'%') < 0 && Ascii.IsValid(body)) return [];
        List<Note> notes = [];
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            var equals = pair.IndexOf((byte)'=');
            if (equals < 0) continue;
            var raw = pair[(equals + 1)..];
            if (raw.IndexOf((byte)'%') < 0 && Ascii.IsValid(raw)) continue;
            var field = new RawField(FormBody.ParseField(pair), raw.ToArray(), FormBody.Unescape(raw).ToArray(), by);
            if (noteOn(field) is { } note) notes.Add(note);
        }
        return notes;
    }

    // In this order: an earlier fault may cause the later ones.
    static Note? NoteOn(RawField field) =>
        MalformedEscape(field) ?? Utf8Text(field) ?? InvalidCp932(field) ?? EncodedTwice(field) ?? HtmlEntity(field);

    static Note? MalformedEscape(RawField field)
    {
        if (MalformedEscapePattern().Match(Encoding.Latin1.GetString(field.Raw)) is not { Success: true, Value: var escape }) return null;
        return new($"{field.Name} contains “{escape}”, which is not a percent-encoding; it was read literally. Send % as %25.",
            $"{field.Name} に、パーセントエンコードではない「{escape}」が含まれています。"
                + "そのまま読み取りました。% は %25 として送信してください。");
    }

    static Note? Utf8Text(RawField field)
    {
        if (Ascii.IsValid(field.Bytes) || !Utf8.IsValid(field.Bytes) || field.Value.All(IsHalfWidthKana)) return null;
        var read = field.Shown(field.Value);
        var meant = field.Shown(Encoding.UTF8.GetString(field.Bytes));
        return read is null || meant is null
            ? new($"{field.Name} is valid UTF-8, but was decoded as CP932, the gateway's character set.",
                $"{field.Name} はUTF-8として正しいバイト列ですが、"
                    + "ゲートウェイの文字コードであるCP932として読み取りました。")
            : new($"{field.Name} is valid UTF-8, but was decoded as CP932, the gateway's character set: “{read}” instead of “{meant}”.",
                $"{field.Name} はUTF-8として正しいバイト列ですが、CP932として「{read}」と読み取りました。"
                    + $"UTF-8では「{meant}」です。ゲートウェイの文字コードはCP932です。");
    }

    static Note? InvalidCp932(RawField field)
    {
        if (!field.Value.Contains(Cp932.Invalid)) return null;
        if (field.Value.IndexOf(Cp932.Invalid) == field.Value.Length - 1 && IsLeadByte(field.Bytes[^1]))
            return new($"{field.Name} ends with the byte {field.Bytes[^1]:X2}, the first half of a two-byte CP932 character: "
                    + "the value was truncated.",
                $"{field.Name} の末尾のバイト {field.Bytes[^1]:X2} は、CP932の2バイト文字の前半だけです。"
                    + "文字の途中で切れています。");
        var bytes = FirstInvalid(field.Bytes);
        return new($"{field.Name} contains bytes that are not a CP932 character ({bytes}); each was read as “?”.",
            $"{field.Name} に、CP932の文字ではないバイト列（{bytes}）が含まれています。「?」として読み取りました。");
    }

    static Note? EncodedTwice(RawField field)
    {
        // An absolute URL may contain escapes of its own.
        if (!EscapePattern().IsMatch(field.Value) || field.Value.Contains("://", StringComparison.Ordinal)) return null;
        var read = field.Shown(field.Value);
        var meant = field.Shown(Decode(FormBody.Unescape(field.Bytes)));
        return read is null || meant is null
            ? new($"{field.Name} was percent-encoded twice.", $"{field.Name} が二重にパーセントエンコードされています。")
            : new($"{field.Name} was percent-encoded twice: it was read as “{read}”; decoding it once more gives “{meant}”.",
                $"{field.Name} が二重にパーセントエンコードされています。"
                    + $"「{read}」と読み取りました。もう一度デコードすると「{meant}」です。");
    }

    static Note? HtmlEntity(RawField field) =>
        HtmlEntityPattern().Match(field.Value) is { Success: true, Value: var entity }
            ? new($"{field.Name} contains the HTML entity {entity}, which the gateway does not decode.",
                $"{field.Name} にHTMLの文字参照 {entity} が含まれています。ゲートウェイはデコードしません。")
            : null;

    static string Decode(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Cp932.Decode(bytes);

    static bool IsLeadByte(byte one) => one is (>= 0x81 and <= 0x9F) or (>= 0xE0 and <= 0xFC);

    static bool IsHalfWidthKana(char one) => one is >= '｡' and <= 'ﾟ';

    // The first bytes that are not a character, in hexadecimal.
    static string FirstInvalid(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var length = IsLeadByte(bytes[at]) ? 2 : 1;
            var character = bytes[at..Math.Min(bytes.Length, at + length)];
            if (Cp932.Decode(character).Contains(Cp932.Invalid)) return BitConverter.ToString(character).Replace('-', ' ');
            at += character.Length;
        }
        return "";
    }

    /// <param name="Raw">The value as received.</param>
    /// <param name="Bytes">The value after percent-decoding.</param>
    sealed record RawField(FormField Field, byte[] Raw, byte[] Bytes, Redactor By)
    {
        public string Name => By.MaskName(Field.Name);

        public string Value => Field.Value;

        /// <summary>One decoding of the value, at most <see cref="MaxShown"/> characters; null when it contains a secret.</summary>
        public string? Shown(string decoded)
        {
            if (By.MaskField(Field.Name, decoded) != decoded || SecretNames.IsSecret(Field.Name)) return null;
            return decoded.Length <= MaxShown ? decoded : decoded[..MaxShown] + "…";
        }
    }

    [GeneratedRegex("%(?![0-9A-Fa-f]{2}).{0,2}", RegexOptions.CultureInvariant)]
    private static partial Regex MalformedEscapePattern();

    [GeneratedRegex("%[0-9A-Fa-f]{2}", RegexOptions.CultureInvariant)]
    private static partial Regex EscapePattern();

    [GeneratedRegex("&(?:#[0-9]{2,7}|#[xX][0-9A-Fa-f]{2,6}|amp|lt|gt|quot|apos|nbsp|yen|copy);", RegexOptions.CultureInvariant)]
    private static partial Regex HtmlEntityPattern();
}
