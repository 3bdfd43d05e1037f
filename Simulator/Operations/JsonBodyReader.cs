using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using KantanSim.Protocol;
using KantanSim.Web;

namespace KantanSim.Operations;

/// <summary>A JSON body, or a page's form in that shape, read member by member; everything that is wrong with it is told at once.</summary>
internal sealed class JsonBodyReader
{
    /// <summary>The longest body that is read, in bytes.</summary>
    public const int MaxBytes = 65_536;

    readonly JsonElement root;
    readonly string at;
    readonly List<FieldError> faults;
    readonly HashSet<string> known = new(StringComparer.Ordinal);

    // A form has only texts: its numbers and flags are read from them.
    readonly bool written;

    JsonBodyReader(JsonElement root, string at, List<FieldError> faults, bool written) => (this.root, this.at, this.faults, this.written) = (root, at, faults, written);

    /// <summary>What stands in a page's form: texts, lists of texts by name, and objects of them.</summary>
    public static JsonBodyReader FromForm(JsonObject form) => new(JsonSerializer.SerializeToElement(form, ControlJson.Default.JsonObject), "", [], written: true);

    /// <exception cref="ProblemException">The body is no JSON object, or too long.</exception>
    public static async Task<JsonBodyReader> Read(HttpRequest request, bool mayBeEmpty = false)
    {
        var json = await RequestBody.Read(request, MaxBytes) ?? throw new ProblemException(413, "The body is too long", $"The body is longer than {MaxBytes} bytes.");
        return Parse(json.Length == 0 && mayBeEmpty ? "{}"u8.ToArray() : json);
    }

    /// <summary>Whether a member is given; null is as good as left out.</summary>
    public bool Has(string name) => root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public string? Text(string name, bool required = false, int longest = 2_048)
    {
        if (Member(name, required) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Length <= longest) return text;
        return Invalid<string>(name, value, $"a text of up to {longest} characters", $"{longest}文字以内");
    }

    public string? OneOf(string name, bool required, params IReadOnlyCollection<string> values)
    {
        if (Text(name, required) is not { } text) return null;
        var fits = values.FirstOrDefault(value => value.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (fits is null) AddError(name, text, string.Join(", ", values));
        return fits;
    }

    public int? Number(string name, int from, int to, bool required = false)
    {
        if (Member(name, required) is not { } value) return null;
        if (Whole(value) is { } number && number >= from && number <= to) return number;
        Invalid<string>(name, value, string.Create(CultureInfo.InvariantCulture, $"a whole number from {from} to {to}"), string.Create(CultureInfo.InvariantCulture, $"{from}～{to}の整数"));
        return null;
    }

    public bool? Flag(string name)
    {
        if (Member(name, false) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        if (IsWritten(value) && bool.TryParse(value.GetString(), out var flag)) return flag;
        Invalid<string>(name, value, "true or false");
        return null;
    }

    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text) return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)) return instant.ToUniversalTime();
        AddError(name, text, "an ISO 8601 instant such as 2026-01-15T09:00:00+09:00", "日時（例：2026-01-15T09:00:00+09:00）");
        return null;
    }

    /// <summary>A text, or the number as text.</summary>
    public string? TextOrNumber(string name) =>
        Member(name, false) is not { } value ? null
        : value.ValueKind is JsonValueKind.String ? value.GetString()
        : value.ValueKind is JsonValueKind.Number ? value.GetRawText()
        : Invalid<string>(name, value, "a text or a number");

    /// <summary>An object whose members are texts, numbers or flags, all as text.</summary>
    public IReadOnlyDictionary<string, string>? Texts(string name)
    {
        if (Member(name, false) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Object) return Invalid<Dictionary<string, string>>(name, value, "an object of texts, numbers and flags");
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in value.EnumerateObject())
        {
            var text = member.Value.ValueKind switch
            {
                JsonValueKind.String => member.Value.GetString(),
                JsonValueKind.Number => member.Value.GetRawText(),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => null,
            };
            if (text is null) AddError($"{name}.{member.Name}", member.Value.ToString(), "a text, a number, true or false");
            else texts[member.Name] = text;
        }
        return texts;
    }

    public List<T>? List<T>(string name, Func<JsonBodyReader, T> item)
    {
        if (Member(name, false) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Array) return Invalid<List<T>>(name, value, "a list");
        var items = new List<T>();
        foreach (var element in value.EnumerateArray())
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{at}{name}[{items.Count}]");
            if (element.ValueKind != JsonValueKind.Object)
            {
                faults.Add(new(place, element.GetRawText(), "an object"));
                continue;
            }
            var body = new JsonBodyReader(element, place + ".", faults, written);
            items.Add(item(body));
            body.AddUnknownMembers();
        }
        return items;
    }

    public void AddError(string name, string? value, string allowed, string? ja = null) => faults.Add(new(at + name, value is null ? null : Redaction.MaskField(name, value), allowed) { AllowedJa = ja ?? allowed });

    /// <exception cref="ProblemException">Something was wrong, or a member is unknown.</exception>
    public void ThrowIfInvalid()
    {
        AddUnknownMembers();
        if (faults.Count > 0) throw ProblemException.BadRequest(faults);
    }

    void AddUnknownMembers()
    {
        foreach (var member in root.EnumerateObject())
            if (!known.Contains(member.Name)) AddError(member.Name, member.Value.ToString(), "no such member; there are " + string.Join(", ", known), "次の項目のみ：" + string.Join("、", known));
    }

    JsonElement? Member(string name, bool required)
    {
        known.Add(name);
        if (root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null) return value;
        if (required) AddError(name, null, "a value; it is required", "値（必須項目）");
        return null;
    }

    int? Whole(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? value.TryGetInt32(out var number) ? number : null
        : IsWritten(value) && int.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var text) ? text : null;

    bool IsWritten(JsonElement value) => written && value.ValueKind == JsonValueKind.String;

    T? Invalid<T>(string name, JsonElement value, string allowed, string? ja = null) where T : class
    {
        AddError(name, value.ToString(), allowed, ja);
        return null;
    }

    static JsonBodyReader Parse(byte[] json)
    {
        try
        {
            var root = JsonDocument.Parse(json).RootElement;
            ReadTexts(json);
            if (root.ValueKind == JsonValueKind.Object) return new(root, "", [], written: false);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new ProblemException(400, "The request does not fit", $"The body is no JSON: {fault.Message}");
        }
        throw new ProblemException(400, "The request does not fit", "The body is no JSON object.");
    }

    // Half a character, such as \ud800, is JSON by its grammar; whoever reads it as a text later would fail.
    static void ReadTexts(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) reader.GetString();
    }
}
