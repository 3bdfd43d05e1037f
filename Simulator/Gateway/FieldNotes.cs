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

    // In this order: an earlier fault may cause the later ones.
    static readonly Func<RawField, Note?>[] Faults = [MalformedEscape, Utf8Value, InvalidCp932, EncodedTwice, HtmlEntity];

    /// <summary>At most <see cref="FormFaults.MaxKept"/> notes of each kind, and then how many more there are.</summary>
    public static IReadOnlyList<Note> Of(ReadOnlySpan<byte> body, Redactor by)
    {
        List<Note> notes = [];
        var found = new int[Faults.Length];
        foreach (var field in Examined(body, by))
        {
            if (Array.FindIndex(Faults, fault => fault(field) is not null) is not (>= 0 and var kind)) continue;
            if (++found[kind] <= FormFaults.MaxKept) notes.Add(Faults[kind](field)!);
        }
        if (found.Sum() - notes.Count is > 0 and var more) notes.Add(More(more));
        return notes;
    }

    /// <summary>The first <see cref="FormFaults.MaxKept"/> notes on values that are UTF-8, and the number of all such values.</summary>
    public static (IReadOnlyList<Note> Notes, int Count) OfUtf8(ReadOnlySpan<byte> body, Redactor by)
    {
        var fields = Examined(body, by).FindAll(field => MalformedEscape(field) is null && IsUtf8(field));
        return ([.. fields.Take(FormFaults.MaxKept).Select(field => Utf8Value(field)!)], fields.Count);
    }

    static Note More(int count) => count == 1
        ? new("One more field has such a fault.", "同様の項目がほかに1つあります。")
        : new($"{count} more fields have such a fault.", $"同様の項目がほかに{count}個あります。");

    // The fields that are not plain ASCII without escapes, as nearly all are.
    static List<RawField> Examined(ReadOnlySpan<byte> body, Redactor by)
    {
        List<RawField> fields = [];
        if (body.IndexOf((byte)'%') < 0 && Ascii.IsValid(body)) return fields;
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            var equals = pair.IndexOf((byte)'=');
            if (equals < 0) continue;
            var raw = pair[(equals + 1)..];
            if (raw.IndexOf((byte)'%') < 0 && Ascii.IsValid(raw)) continue;
            fields.Add(new(FormBody.ParseField(pair), raw.ToArray(), FormBody.Unescape(raw).ToArray(), by));
        }
        // A client has one character set.
        return fields.Exists(IsCp932Only) ? fields.ConvertAll(field => field with { IsOfCp932Call = true }) : fields;
    }

    static bool IsCp932Only(RawField field) => !Utf8.IsValid(field.Bytes) && !field.Value.Contains(Cp932.Invalid);

    static bool IsUtf8(RawField field) => !field.IsOfCp932Call && Utf8Text.IsPlausible(field.Bytes);

    static Note? MalformedEscape(RawField field)
    {
        if (MalformedEscapePattern().Match(Encoding.Latin1.GetString(field.Raw)) is not { Success: true, Value: var escape }) return null;
        return new($"{field.Name} contains “{escape}”, which is not a percent-encoding; it was read literally. Send % as %25.",
            $"{field.Name} に、パーセントエンコードではない「{escape}」が含まれています。"
                + "そのまま読み取りました。% は %25 として送信してください。");
    }

    static Note? Utf8Value(RawField field)
    {
        if (!IsUtf8(field)) return null;
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

    static string Decode(ReadOnlySpan<byte> bytes) => Utf8Text.IsPlausible(bytes) ? Encoding.UTF8.GetString(bytes) : Cp932.Decode(bytes);

    static bool IsLeadByte(byte one) => one is (>= 0x81 and <= 0x9F) or (>= 0xE0 and <= 0xFC);

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
        /// <summary>Whether another value of the call is plainly CP932.</summary>
        public bool IsOfCp932Call { get; init; }

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
