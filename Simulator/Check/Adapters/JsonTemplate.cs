using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace KantanSim.Check.Adapters;

/// <summary>Replaces <c>{{name}}</c> in the strings of a JSON text; names of properties stay as they are.</summary>
internal static partial class JsonTemplate
{
    // Japanese text stays readable in the report.
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON text with the values. A string that is one template becomes a number when the value is one.</summary>
    /// <exception cref="AdapterException">It is no JSON, or a name has no value.</exception>
    public static string Render(string json, StepTexts texts)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, Options)) Write(writer, "", document.RootElement, texts);
            return Encoding.UTF8.GetString(stream.ToArray());
        }
        catch (JsonException fault)
        {
            throw new AdapterException($"What the step sends as JSON is no JSON: {fault.Message}");
        }
    }

    static void Write(Utf8JsonWriter writer, string name, JsonElement element, StepTexts texts)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Name, property.Value, texts);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(writer, name, item, texts);
                writer.WriteEndArray();
                break;
            default:
                WriteValue(writer, name, element, texts);
                break;
        }
    }

    static void WriteValue(Utf8JsonWriter writer, string name, JsonElement element, StepTexts texts)
    {
        if (texts.AreSecretsMasked && Secrets.IsSecret(name)) writer.WriteStringValue(Secrets.Mask);
        else if (element.ValueKind != JsonValueKind.String) element.WriteTo(writer);
        else if (texts.Single(element.GetString()!) is { } value && Number().IsMatch(value)) writer.WriteRawValue(value);
        else writer.WriteStringValue(texts.Field(name, element.GetString()!));
    }

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?\z")]
    private static partial Regex Number();
}
