using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KantanSim.Operations;

namespace KantanSim.Mcp;

/// <summary>The answer of a tool.</summary>
/// <param name="Text">For the model to read.</param>
/// <param name="Data">The same as JSON, as the control API answers it.</param>
internal sealed record ToolAnswer(string Text, JsonElement Data)
{
    /// <summary>The generated JSON code of the control API's answers.</summary>
    public static readonly ControlJson Control = new(Readable(ControlJson.Default.Options));

    /// <summary>The generated JSON code of the other answers.</summary>
    public static readonly McpJson Own = new(Readable(McpJson.Default.Options));

    public static ToolAnswer Of<T>(string text, T data, JsonTypeInfo<T> type) =>
        new(text, JsonSerializer.SerializeToElement(data, type));

    // Japanese is not escaped: it would take several times as many tokens.
    static JsonSerializerOptions Readable(JsonSerializerOptions options) =>
        new(options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
