using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using KantanSim.Protocol;

namespace KantanSim.Operations;

/// <summary>Reads a JSON body, or a page's form in the same shape, member by member. Errors are collected and reported together.</summary>
internal sealed class JsonBodyReader
{
    /// <summary>Maximum length of a body, in bytes.</summary>
    public const int MaxBytes = 65_536;

    readonly JsonElement root;
    readonly string path;
    readonly List<FieldError> errors;
    readonly HashSet<string> known = new(StringComparer.Ordinal);

    // A form has strings only: numbers and flags are parsed from them.
    readonly bool isForm;

    JsonBodyReader(JsonElement root, string path, List<FieldError> errors, bool isForm)
    {
        this.root = root;
        this.path = path;
        this.errors = errors;
        this.isForm = isForm;
    }

    /// <summary>Reads a page's form: strings, lists of strings, and objects of them, by name.</summary>
    public static JsonBodyReader FromForm(JsonObject form) =>
        new(JsonSerializer.SerializeToElement(form, ControlJson.Default.JsonObject), "", [], isForm: true);

    /// <summary>Whether a member is present and not null.</summary>
    public bool Has(string name) => root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Whether a member is present and null.</summary>
    public bool IsNull(string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Null;

    /// <param name="longest">Maximum length in UTF-16 code units.</param>
    public string? Text(string name, bool required = false, int longest = 2_048)
    {
        if (Member(name, required) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Length <= longest) return text;
        return Invalid<string>(name, value, $"a text of up to {longest} characters", $"{longest}文字以内");
    }

    /// <summary>One of the values, in their spelling; case is ignored.</summary>
    public string? OneOf(string name, bool required, params IReadOnlyCollection<string> values)
    {
        if (Text(name, required) is not { } text) return null;
        var match = values.FirstOrDefault(value => value.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (match is null) AddError(name, text, string.Join(", ", values));
        return match;
    }

    public int? Number(string name, int from, int to, bool required = false)
    {
        if (Member(name, required) is not { } value) return null;
        if (Integer(value) is { } number && number >= from && number <= to) return number;
        Invalid<string>(name, value,
            string.Create(CultureInfo.InvariantCulture, $"a whole number from {from} to {to}"),
            string.Create(CultureInfo.InvariantCulture, $"{from}～{to}の整数"));
        return null;
    }

    public bool? Flag(string name)
    {
        if (Member(name, false) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        if (IsFormText(value) && bool.TryParse(value.GetString(), out var flag)) return flag;
        Invalid<string>(name, value, "true or false", "true または false");
        return null;
    }

    /// <summary>An ISO 8601 instant; UTC where it has no offset.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text) return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            return instant.ToUniversalTime();
        AddError(name, text, "an ISO 8601 instant such as 2026-01-15T09:00:00+09:00", "日時（例：2026-01-15T09:00:00+09:00）");
        return null;
    }

    /// <summary>An ISO 8601 duration such as <c>PT1H</c> or <c>P30D</c>, within limits.</summary>
    public TimeSpan? Duration(string name, TimeSpan shortest, TimeSpan longest)
    {
        if (Text(name) is not { } text) return null;
        try
        {
            var duration = XmlConvert.ToTimeSpan(text);
            if (duration >= shortest && duration <= longest) return duration;
        }
        catch (Exception fault) when (fault is FormatException or OverflowException) { /* reported below, with what is allowed */ }
        var (from, to) = (XmlConvert.ToString(shortest), XmlConvert.ToString(longest));
        AddError(name, text,
            $"an ISO 8601 duration from {from} to {to}, such as PT1H or P30D",
            $"{from}～{to}のISO 8601形式の時間（例：PT1H、P30D）");
        return null;
    }

    /// <summary>A string, or a number as it is written.</summary>
    public string? TextOrNumber(string name)
    {
        if (Member(name, false) is not { } value) return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => Invalid<string>(name, value, "a text or a number", "文字列または数値"),
        };
    }

    /// <summary>An object whose members are strings, numbers or flags, all as text.</summary>
    public IReadOnlyDictionary<string, string>? Texts(string name) => Texts(
        name, new(StringComparer.OrdinalIgnoreCase), AsText,
        ("an object of texts, numbers and flags", "文字列・数値・真偽値を持つオブジェクト"),
        ("a text, a number, true or false", "文字列、数値、true、false のいずれか"));

    /// <summary>An object whose members are strings.</summary>
    public IReadOnlyDictionary<string, string>? Strings(string name) => Texts(
        name, new(StringComparer.Ordinal), value => value.ValueKind == JsonValueKind.String ? value.GetString() : null,
        ("an object of texts", "文字列を持つオブジェクト"),
        ("a text", "文字列"));

    Dictionary<string, string>? Texts(
        string name, Dictionary<string, string> texts, Func<JsonElement, string?> read, (string En, string Ja) whole,
        (string En, string Ja) each)
    {
        if (Member(name, false) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Object) return Invalid<Dictionary<string, string>>(name, value, whole.En, whole.Ja);
        foreach (var member in value.EnumerateObject())
        {
            if (read(member.Value) is { } text) texts[member.Name] = text;
            else AddError($"{name}.{member.Name}", member.Value.ToString(), each.En, each.Ja);
        }
        return texts;
    }

    public List<T>? List<T>(string name, Func<JsonBodyReader, T> readItem)
    {
        if (Member(name, false) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Array) return Invalid<List<T>>(name, value, "a list", "配列");
        var items = new List<T>();
        foreach (var element in value.EnumerateArray())
        {
            var itemPath = string.Create(CultureInfo.InvariantCulture, $"{path}{name}[{items.Count}]");
            if (element.ValueKind != JsonValueKind.Object)
            {
                errors.Add(new(itemPath, element.GetRawText(), "an object") { AllowedJa = "オブジェクト" });
                continue;
            }
            var item = new JsonBodyReader(element, itemPath + ".", errors, isForm);
            items.Add(readItem(item));
            item.AddUnknownMembers();
        }
        return items;
    }

    /// <param name="value">Null when the member is missing. Values of fields with secrets are masked.</param>
    public void AddError(string name, string? value, string allowed, string? ja = null)
    {
        var shown = value is null ? null : Redaction.MaskField(name, value);
        errors.Add(new(path + name, shown, allowed) { AllowedJa = ja ?? allowed });
    }

    /// <exception cref="ProblemException">There were errors, or a member is unknown.</exception>
    public void ThrowIfInvalid()
    {
        AddUnknownMembers();
        if (errors.Count > 0) throw ProblemException.BadRequest(errors);
    }

    void AddUnknownMembers()
    {
        foreach (var member in root.EnumerateObject().Where(member => !known.Contains(member.Name)))
        {
            AddError(member.Name, member.Value.ToString(), string.Join(", ", known), string.Join("、", known));
        }
    }

    JsonElement? Member(string name, bool required)
    {
        known.Add(name);
        if (root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null) return value;
        if (required) AddError(name, null, "a value; it is required", "値（必須項目）");
        return null;
    }

    static string? AsText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    int? Integer(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number) return value.TryGetInt32(out var number) ? number : null;
        if (!IsFormText(value)) return null;
        return int.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
    }

    bool IsFormText(JsonElement value) => isForm && value.ValueKind == JsonValueKind.String;

    T? Invalid<T>(string name, JsonElement value, string allowed, string? ja = null) where T : class
    {
        AddError(name, value.ToString(), allowed, ja);
        return null;
    }

    /// <exception cref="ProblemException">400: it is not a JSON object.</exception>
    public static JsonBodyReader Parse(byte[] json)
    {
        try
        {
            var root = JsonDocument.Parse(json).RootElement;
            DecodeStrings(json);
            if (root.ValueKind == JsonValueKind.Object) return new(root, "", [], isForm: false);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw Malformed($"The body is not JSON: {fault.Message}", $"本文がJSONではありません：{fault.Message}");
        }
        throw Malformed("The body is not a JSON object.", "本文がJSONのオブジェクトではありません。");
    }

    // An unpaired surrogate such as \ud800 is valid JSON, but GetString throws. Find it here, before a member is read.
    static void DecodeStrings(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) reader.GetString();
    }

    static ProblemException Malformed(string en, string ja) => new(Problem.Of(400, ProblemTitles.InvalidRequest, (en, ja)));
}
