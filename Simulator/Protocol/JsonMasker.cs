using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KantanSim.Protocol;

/// <summary>
/// JSON, or several values of JSON one after the other, with secrets masked and all else as it was written. Everything below the name of a secret
/// is one; so is what stands beside it, as in <c>{"name":"ShopPass","value":"…"}</c>.
/// </summary>
internal sealed class JsonMasker
{
    static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, AllowTrailingCommas = true };

    readonly Redactor by;
    readonly byte[] json;
    readonly int depth;
    readonly HashSet<long> named;
    readonly StringBuilder masked = new();
    int copied;

    JsonMasker(Redactor by, byte[] json, int depth)
    {
        (this.by, this.json, this.depth) = (by, json, depth);
        named = Named(json);
    }

    /// <returns>Null when it is no JSON.</returns>
    public static string? TryMask(Redactor by, string text, int depth)
    {
        try
        {
            return new JsonMasker(by, Encoding.UTF8.GetBytes(text), depth).Masked();
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: escapes that are no UTF-16.
            return null;
        }
    }

    /// <summary>Where the objects and arrays begin that have the name of a secret as a value.</summary>
    static HashSet<long> Named(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        var (open, named) = (new Stack<long>(), new HashSet<long>());
        while (reader.Read())
        {
            if (IsStart(reader.TokenType)) open.Push(reader.TokenStartIndex);
            else if (IsEnd(reader.TokenType)) open.Pop();
            else if (reader.TokenType == JsonTokenType.String && open.Count > 0 && SecretNames.IsSecretLabel(reader.GetString()!)) named.Add(open.Peek());
        }
        return named;
    }

    string Masked()
    {
        var reader = new Utf8JsonReader(json, Options);
        var open = new Stack<bool>();
        var name = "";
        while (reader.Read())
        {
            var isSecret = (open.Count > 0 && open.Peek()) || SecretNames.IsSecret(name);
            if (IsStart(reader.TokenType)) open.Push(isSecret || named.Contains(reader.TokenStartIndex));
            else if (IsEnd(reader.TokenType)) open.Pop();
            else Mask(reader, name, isSecret);
            name = reader.TokenType == JsonTokenType.PropertyName ? reader.GetString()! : "";
        }
        return masked.Append(Encoding.UTF8.GetString(json, copied, json.Length - copied)).ToString();
    }

    void Mask(in Utf8JsonReader token, string name, bool isSecret)
    {
        if (token.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.String or JsonTokenType.Number)) return;
        var text = token.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(token.ValueSpan) : token.GetString()!;
        var shown = token.TokenType == JsonTokenType.PropertyName ? by.MaskName(text)
            : !isSecret ? by.MaskField(name, text, depth + 1)
            : SecretNames.IsProtocolName(text) ? text
            : Redactor.Stars(text);
        if (shown == text) return;
        var start = (int)token.TokenStartIndex;
        masked.Append(Encoding.UTF8.GetString(json, copied, start - copied)).Append('"')
            .Append(JsonEncodedText.Encode(shown, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)).Append('"');
        copied = start + token.ValueSpan.Length + (token.TokenType == JsonTokenType.Number ? 0 : 2);
    }

    static bool IsStart(JsonTokenType type) => type is JsonTokenType.StartObject or JsonTokenType.StartArray;

    static bool IsEnd(JsonTokenType type) => type is JsonTokenType.EndObject or JsonTokenType.EndArray;
}
