using System.Collections.Frozen;
using System.Text;

namespace KantanSim.Protocol;

/// <summary>
/// Recognises names of secrets by likeness: case, signs, blanks, numbers, full-width letters, escapes and what stands before do not count.
/// <c>shop_pass</c>, <c>ShopPass[]</c>, <c>data.shop-pass</c> and <c>Shop%50ass</c> are like ShopPass.
/// </summary>
internal static class SecretNames
{
    static readonly FrozenSet<string> Protocol =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "ShopPass", "AccessPass", "SitePass", "MemberPass", "Token", "CardNo", "SecurityCode");

    enum Kind { Other, Secret, Known }

    // Longer names are judged by their end.
    const int MaxLength = 128;
    const int MaxEscapes = 3;
    const int MaxWords = 4;
    const char FirstFullWidth = '\uFF01';
    const char LastFullWidth = '\uFF5E';
    const int FullWidthOffset = FirstFullWidth - '!';

    /// <summary>Secret when a name ends with one of these, without signs between words.</summary>
    static readonly string[] Secret =
    [
        "shoppass", "accesspass", "sitepass", "memberpass", "userpass", "cardpass", "password", "passwd", "passcode", "passphrase",
        "secret", "secretkey", "apikey", "privatekey", "accesskey", "token", "authorization", "credential", "cookie",
        "cardno", "cardnumber", "securitycode", "cvv", "cvc", "pincode", "パスワード", "暗証番号", "カード番号", "セキュリティコード",
    ];

    /// <summary>Too short to be looked for within other words: secret only as a word of their own, or as the whole name.</summary>
    static readonly FrozenSet<string> SecretWords = FrozenSet.Create(StringComparer.Ordinal, "pass", "pwd", "pswd", "pw", "pin", "pan", "csc");

    /// <summary>What may follow the name of a secret without making it another thing, as in <c>passwordConfirm</c>.</summary>
    static readonly FrozenSet<string> Additions = FrozenSet.Create(StringComparer.Ordinal,
        "value", "values", "confirm", "confirmation", "again", "repeat", "new", "old", "current", "text", "plain", "raw", "str", "string");

    /// <summary>Identifiers, times and sums of the protocol: their digits are no card number.</summary>
    static readonly string[] Known =
    [
        "orderid", "accessid", "shopid", "memberid", "contractid", "customerid", "tranid", "date", "datetime", "time", "timestamp",
        "amount", "tax", "status", "errcode", "errinfo", "jobcd", "paytype", "version",
    ];

    // The names of nearly every call, so that these are not taken apart each time.
    static readonly FrozenDictionary<string, Kind> Usual = new[]
    {
        "ShopID", "ShopPass", "AccessID", "AccessPass", "OrderID", "JobCd", "Amount", "Tax", "Token", "RetURL", "ClientField1", "ClientField2",
        "ClientField3", "ClientFieldFlag", "ItemName", "PaymentTermSec", "PayType", "Status", "StartURL", "StartLimitDate", "ErrCode", "ErrInfo", "Version",
    }.ToFrozenDictionary(name => name, Classify, StringComparer.Ordinal);

    /// <summary>Whether a name, or what it is an escaped form of, is like that of a secret.</summary>
    public static bool IsSecret(string name) => KindOf(name) == Kind.Secret;

    /// <summary>Whether a name is one of those that nearly every call has.</summary>
    public static bool IsCommonField(string name) => Usual.ContainsKey(name);

    /// <summary>Whether a name is that of an identifier, a time or a sum.</summary>
    public static bool IsIdentifierOrAmount(string name) => KindOf(name) == Kind.Known;

    /// <summary>Whether a value is itself the name of a secret, so that what stands beside it is the secret.</summary>
    public static bool IsSecretLabel(string value) => value.Length is > 1 and <= MaxLength && !value.AsSpan().Trim().Contains(' ') && IsSecret(value);

    /// <summary>Whether a value is a name of the protocol, which is worth reading and no secret.</summary>
    public static bool IsProtocolName(string value) => Protocol.Contains(value.Trim());

    /// <summary>Whether a value is no more than the word for a secret, such as <c>password</c>.</summary>
    public static bool IsSecretWord(string value) => Array.Exists(Secret, word => word.Equals(value, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a word in a text, or in what it is an escaped form of, is like the name of a secret.</summary>
    public static bool ContainsSecretName(string text)
    {
        for (var depth = 0; depth <= MaxEscapes; depth++)
        {
            if (IsAnyWordOf(text)) return true;
            if (EscapeDecoder.TryDecode(text) is not { } plain) return false;
            text = plain;
        }
        return false;
    }

    static bool IsAnyWordOf(string text)
    {
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '-' or '.' or '[' or ']' or > '\x7F')) continue;
            if (at - start > 1 && Classify(text[start..at]) == Kind.Secret) return true;
            start = at + 1;
        }
        return false;
    }

    static Kind KindOf(string name)
    {
        if (Usual.TryGetValue(name, out var usual)) return usual;
        if (name.Length > MaxLength) name = name[^MaxLength..];
        for (var depth = 0; ; depth++)
        {
            var kind = Classify(name);
            if (kind == Kind.Secret || depth == MaxEscapes || EscapeDecoder.TryDecode(name) is not { } plain) return kind;
            name = plain;
        }
    }

    static Kind Classify(string name)
    {
        if (name.Length > MaxLength) name = name[^MaxLength..];
        var kind = ClassifyDecoded(name);
        return kind != Kind.Secret && MisreadUtf8.Of(name) is { } other && ClassifyDecoded(other) == Kind.Secret ? Kind.Secret : kind;
    }

    static Kind ClassifyDecoded(string name)
    {
        var words = WordsOf(name);
        while (words.Count > 1 && (Additions.Contains(words[^1]) || char.IsAsciiDigit(words[^1][0]))) words.RemoveAt(words.Count - 1);
        if (words.Count == 0) return Kind.Other;
        var joined = string.Concat(words);
        var singular = joined.EndsWith('s') ? joined[..^1] : joined;
        return SecretWords.Contains(words[^1]) || SecretWords.Contains(joined) || Array.Exists(Secret, end => EndsWith(joined, end) || EndsWith(singular, end)) ? Kind.Secret
            : Array.Exists(Known, end => EndsWith(joined, end)) ? Kind.Known : Kind.Other;
    }

    static bool EndsWith(string text, string end) => text.EndsWith(end, StringComparison.Ordinal);

    // A word ends at a sign, between a letter and a digit, and before a capital letter that follows or precedes a small one.
    static List<string> WordsOf(string name)
    {
        var (words, word, before) = (new List<string>(MaxWords), new StringBuilder(name.Length), '\0');
        for (var at = 0; at < name.Length; at++)
        {
            var one = Narrow(name[at]);
            var begins = char.IsAsciiDigit(one) != char.IsAsciiDigit(before)
                || (char.IsUpper(one) && (char.IsLower(before) || (at + 1 < name.Length && char.IsLower(Narrow(name[at + 1])))));
            if (!char.IsLetterOrDigit(one) || begins) End();
            if (char.IsLetterOrDigit(one)) word.Append(char.ToLowerInvariant(one));
            before = one;
        }
        End();
        return words;

        void End()
        {
            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
        }
    }

    static char Narrow(char one) => one is >= FirstFullWidth and <= LastFullWidth ? (char)(one - FullWidthOffset) : one;
}
