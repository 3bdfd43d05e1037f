using System.Collections.Frozen;
using System.Text;

namespace KantanSim.Protocol;

/// <summary>
/// Recognises names of secrets by similarity: letter case, punctuation, spaces, digits, full-width letters, escapes and prefixes are
/// ignored. <c>shop_pass</c>, <c>ShopPass[]</c>, <c>data.shop-pass</c> and <c>Shop%50ass</c> all match ShopPass.
/// </summary>
internal static class SecretNames
{
    static readonly FrozenSet<string> ProtocolNames = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "ShopPass", "AccessPass", "SitePass", "MemberPass", "Token", "CardNo", "SecurityCode");

    enum Kind { Other, Secret, IdentifierOrAmount }

    // In characters. Of a longer name only the end is examined.
    const int MaxLength = 128;
    const int MaxEscapes = 3;
    const int UsualWords = 4;
    const char FirstFullWidth = '\uFF01';
    const char LastFullWidth = '\uFF5E';
    const int FullWidthOffset = FirstFullWidth - '!';

    /// <summary>A name that ends with one of these, compared without punctuation, is a secret's.</summary>
    static readonly string[] SecretEndings =
    [
        "shoppass", "accesspass", "sitepass", "memberpass", "userpass", "cardpass", "password", "passwd", "passcode", "passphrase",
        "secret", "secretkey", "apikey", "privatekey", "accesskey", "token", "authorization", "credential", "cookie",
        "cardno", "cardnumber", "securitycode", "cvv", "cvc", "pincode",
        "パスワード", "暗証番号", "カード番号", "セキュリティコード",
    ];

    /// <summary>Too short to be compared with the end of a name: they count only as a separate word, or as the whole name.</summary>
    static readonly FrozenSet<string> SecretWords = FrozenSet.Create(StringComparer.Ordinal,
        "pass", "pwd", "pswd", "pw", "pin", "pan", "csc");

    /// <summary>Words after a secret's name that do not change its meaning, as in <c>passwordConfirm</c>.</summary>
    static readonly FrozenSet<string> Suffixes = FrozenSet.Create(StringComparer.Ordinal,
        "value", "values", "confirm", "confirmation", "again", "repeat", "new", "old", "current", "text", "plain", "raw", "str", "string");

    /// <summary>Names of identifiers, times and amounts: their digits are not a card number.</summary>
    static readonly string[] IdentifierOrAmountEndings =
    [
        "orderid", "accessid", "shopid", "memberid", "contractid", "customerid", "tranid", "date", "datetime", "time", "timestamp",
        "amount", "tax", "status", "errcode", "errinfo", "jobcd", "paytype", "version",
    ];

    // The names in nearly every call, classified once.
    static readonly FrozenDictionary<string, Kind> CommonNames = new[]
    {
        "ShopID", "ShopPass", "AccessID", "AccessPass", "OrderID", "JobCd", "Amount", "Tax", "Token", "RetURL",
        "ClientField1", "ClientField2", "ClientField3", "ClientFieldFlag", "ItemName", "PaymentTermSec", "PayType", "Status",
        "StartURL", "StartLimitDate", "ErrCode", "ErrInfo", "Version",
    }.ToFrozenDictionary(name => name, Classify, StringComparer.Ordinal);

    /// <summary>Whether a name, decoded or not, is similar to that of a secret.</summary>
    public static bool IsSecret(string name) => KindOf(name) == Kind.Secret;

    /// <summary>Whether a name is one of the fields in nearly every call.</summary>
    public static bool IsCommonField(string name) => CommonNames.ContainsKey(name);

    /// <summary>Whether a name is that of an identifier, a time or an amount.</summary>
    public static bool IsIdentifierOrAmount(string name) => KindOf(name) == Kind.IdentifierOrAmount;

    /// <summary>Whether a value is itself a secret's name, so that a value beside it is the secret.</summary>
    public static bool IsSecretLabel(string value) =>
        value.Length is > 1 and <= MaxLength && !value.AsSpan().Trim().Contains(' ') && IsSecret(value);

    /// <summary>Whether a value is a field name of the protocol, which need not be masked.</summary>
    public static bool IsProtocolName(string value) => ProtocolNames.Contains(value.Trim());

    /// <summary>Whether a value is merely a word for a secret, such as <c>password</c>.</summary>
    public static bool IsSecretWord(string value) =>
        Array.Exists(SecretEndings, word => word.Equals(value, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a word in a text, decoded or not, is similar to a secret's name.</summary>
    public static bool ContainsSecretName(string text)
    {
        for (var depth = 0; depth <= MaxEscapes; depth++)
        {
            if (HasSecretWord(text)) return true;
            if (EscapeDecoder.TryDecode(text) is not { } plain) return false;
            text = plain;
        }
        return false;
    }

    static bool HasSecretWord(string text)
    {
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && IsNameCharacter(text[at])) continue;
            if (at - start > 1 && Classify(text[start..at]) == Kind.Secret) return true;
            start = at + 1;
        }
        return false;
    }

    static bool IsNameCharacter(char character) =>
        char.IsLetterOrDigit(character) || character is '_' or '-' or '.' or '[' or ']' or > '\x7F';

    static Kind KindOf(string name)
    {
        if (CommonNames.TryGetValue(name, out var common)) return common;
        if (name.Length > MaxLength) name = name[^MaxLength..];
        for (var depth = 0; ; depth++)
        {
            var kind = Classify(name);
            if (kind == Kind.Secret || depth == MaxEscapes) return kind;
            if (EscapeDecoder.TryDecode(name) is not { } plain) return kind;
            name = plain;
        }
    }

    static Kind Classify(string name)
    {
        if (name.Length > MaxLength) name = name[^MaxLength..];
        var kind = ClassifyDecoded(name);
        if (kind == Kind.Secret || MisreadUtf8.Of(name) is not { } repaired) return kind;
        return ClassifyDecoded(repaired) == Kind.Secret ? Kind.Secret : kind;
    }

    static Kind ClassifyDecoded(string name)
    {
        var words = WordsOf(name);
        while (words.Count > 1 && (Suffixes.Contains(words[^1]) || char.IsAsciiDigit(words[^1][0]))) words.RemoveAt(words.Count - 1);
        if (words.Count == 0) return Kind.Other;
        var joined = string.Concat(words);
        if (SecretWords.Contains(words[^1]) || SecretWords.Contains(joined) || EndsWithSecret(joined)) return Kind.Secret;
        return Array.Exists(IdentifierOrAmountEndings, end => EndsWith(joined, end)) ? Kind.IdentifierOrAmount : Kind.Other;
    }

    static bool EndsWithSecret(string joined)
    {
        var singular = joined.EndsWith('s') ? joined[..^1] : joined;
        return Array.Exists(SecretEndings, end => EndsWith(joined, end) || EndsWith(singular, end));
    }

    static bool EndsWith(string text, string end) => text.EndsWith(end, StringComparison.Ordinal);

    // The lower-case words of a name. Punctuation separates words, and so does a change from letter to digit or from lower to upper case.
    static List<string> WordsOf(string name)
    {
        var words = new List<string>(UsualWords);
        var word = new StringBuilder(name.Length);
        var previous = '\0';
        for (var at = 0; at < name.Length; at++)
        {
            var current = ToHalfWidth(name[at]);
            var next = at + 1 < name.Length ? ToHalfWidth(name[at + 1]) : '\0';
            if (!char.IsLetterOrDigit(current) || StartsWord(previous, current, next)) EndWord();
            if (char.IsLetterOrDigit(current)) word.Append(char.ToLowerInvariant(current));
            previous = current;
        }
        EndWord();
        return words;

        void EndWord()
        {
            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
        }
    }

    // In "shopPASSValue" the words start at P (after a lower-case letter) and at V (before one).
    static bool StartsWord(char previous, char current, char next)
    {
        if (char.IsAsciiDigit(current) != char.IsAsciiDigit(previous)) return true;
        return char.IsUpper(current) && (char.IsLower(previous) || char.IsLower(next));
    }

    static char ToHalfWidth(char character) =>
        character is >= FirstFullWidth and <= LastFullWidth ? (char)(character - FullWidthOffset) : character;
}
