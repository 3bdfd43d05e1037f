using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace KantanSim.Commands;

/// <summary>Where a command writes: results to the standard output, as text or as JSON, and messages to the standard error.</summary>
/// <param name="isJson">Whether the result is JSON; then nothing else may go to the standard output.</param>
internal sealed class CommandOutput(TextWriter output, TextWriter error, bool isJson)
{
    public bool IsJson => isJson;

    /// <summary>A line of the result, without control characters.</summary>
    public Task Line(string text) => output.WriteLineAsync(PrintableText.Of(text));

    /// <summary>A line of the result that may have colours. The caller has removed other control characters.</summary>
    public Task Coloured(string text) => output.WriteLineAsync(text);

    /// <summary>A line for the person, without control characters, which is no part of the result.</summary>
    public Task Message(string text) => error.WriteLineAsync(PrintableText.Of(text));

    /// <summary>One value in one line.</summary>
    public Task Json<T>(T value, JsonTypeInfo<T> type) => output.WriteLineAsync(JsonSerializer.Serialize(value, type));

    /// <inheritdoc cref="Json{T}"/>
    public Task Json(JsonObject value) => Json(value, CommandJson.Types.JsonObject);

    /// <summary>An array, one element a line.</summary>
    public Task Array<T>(IEnumerable<T> values, JsonTypeInfo<T> type)
    {
        var lines = values.Select(value => JsonSerializer.Serialize(value, type));
        return output.WriteLineAsync($"[{string.Join($",{output.NewLine}", lines)}]");
    }
}
