using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KantanSim.Protocol;

/// <summary>
/// Masks secrets in JSON, or in several JSON values in sequence, and leaves everything else as it was written. All values below a secret's
/// name are masked, and all values beside one, as in <c>{"name":"ShopPass","value":"…"}</c>.
/// </summary>
internal sealed class JsonMasker
{
    static readonly JsonReaderOptions ReaderOptions = new() { AllowMultipleValues = true, AllowTrailingCommas = true };

    readonly Redactor redactor;
    readonly byte[] json;
    readonly int depth;
    readonly HashSet<long> labelled;
    readonly StringBuilder masked = new();
    int copied;

    JsonMasker(Redactor redactor, byte[] json, int depth)
    {
        this.redactor = redactor;
        this.json = json;
        this.depth = depth;
        labelled = FindLabelled(json);
    }

    /// <returns>Null when the text is not JSON.</returns>
    public static string? TryMask(Redactor redactor, string text, int depth)
    {
        try
        {
            return new JsonMasker(redactor, Encoding.UTF8.GetBytes(text), depth).Mask();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escape that is not valid UTF-16.
            return null;
        }
    }

    /// <summary>The start offsets of the objects and arrays that have a secret's name as a value.</summary>
    static HashSet<long> FindLabelled(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, ReaderOptions);
        var open = new Stack<long>();
        var labelled = new HashSet<long>();
        while (reader.Read())
        {
            if (IsStart(reader.TokenType)) open.Push(reader.TokenStartIndex);
            else if (IsEnd(reader.TokenType)) open.Pop();
            else if (IsLabel(reader) && open.Count > 0) labelled.Add(open.Peek());
        }
        return labelled;
    }

    string Mask()
    {
        var reader = new Utf8JsonReader(json, ReaderOptions);
        var open = new Stack<bool>();
        var name = "";
        while (reader.Read())
        {
            var isSecret = (open.Count > 0 && open.Peek()) || SecretNames.IsSecret(name);
            if (IsStart(reader.TokenType)) open.Push(isSecret || labelled.Contains(reader.TokenStartIndex));
            else if (IsEnd(reader.TokenType)) open.Pop();
            else MaskToken(reader, name, isSecret);
            name = reader.TokenType == JsonTokenType.PropertyName ? reader.GetString()! : "";
        }
        return masked.Append(Encoding.UTF8.GetString(json, copied, json.Length - copied)).ToString();
    }

    void MaskToken(in Utf8JsonReader token, string name, bool isSecret)
    {
        if (token.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.String or JsonTokenType.Number)) return;
        var isNumber = token.TokenType == JsonTokenType.Number;
        var text = isNumber ? Encoding.UTF8.GetString(token.ValueSpan) : token.GetString()!;
        var shown = token.TokenType == JsonTokenType.PropertyName ? redactor.MaskName(text) : MaskValue(name, text, isSecret);
        if (shown == text) return;
        var start = (int)token.TokenStartIndex;
        masked.Append(Encoding.UTF8.GetString(json, copied, start - copied)).Append('"')
            .Append(JsonEncodedText.Encode(shown, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)).Append('"');
        // The span of a string excludes its two quotation marks.
        copied = start + token.ValueSpan.Length + (isNumber ? 0 : 2);
    }

    string MaskValue(string name, string value, bool isSecret)
    {
        if (!isSecret) return redactor.MaskField(name, value, depth + 1);
        return SecretNames.IsProtocolName(value) ? value : Redactor.Stars(value);
    }

    static bool IsLabel(in Utf8JsonReader token) =>
        token.TokenType == JsonTokenType.String && SecretNames.IsSecretLabel(token.GetString()!);

    static bool IsStart(JsonTokenType type) => type is JsonTokenType.StartObject or JsonTokenType.StartArray;

    static bool IsEnd(JsonTokenType type) => type is JsonTokenType.EndObject or JsonTokenType.EndArray;
}
