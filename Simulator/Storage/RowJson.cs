using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace KantanSim.Storage;

/// <summary>
/// How rows of a kind are written and read. They are written by the generated code alone: to know their properties one by one takes a time that
/// a start has not, and is left to the first row that is read. Rows are written by one thread, the store's writer.
/// </summary>
internal sealed class RowJson<TRow>(JsonSerializerContext context, RowBytes kept) where TRow : class
{
    readonly Lazy<JsonTypeInfo<TRow>> type = new(() => (JsonTypeInfo<TRow>)context.GetTypeInfo(typeof(TRow))!);
    readonly ArrayBufferWriter<byte> bytes = new();
    Utf8JsonWriter? writer;
    Action<Utf8JsonWriter, TRow>? write;

    public ReadOnlyMemory<byte> Write(TRow row)
    {
        writer ??= new(bytes, new() { SkipValidation = true });
        write ??= Generated();
        bytes.ResetWrittenCount();
        writer.Reset();
        write(writer, row);
        writer.Flush();
        return kept.Keep(bytes.WrittenSpan);
    }

    public TRow Read(ReadOnlyMemory<byte> row) => JsonSerializer.Deserialize(row.Span, type.Value)!;

    // Asked for as a resolver, a context does not gather what is known of the properties.
    Action<Utf8JsonWriter, TRow> Generated() => ((IJsonTypeInfoResolver)context).GetTypeInfo(typeof(TRow), context.Options) is JsonTypeInfo<TRow> { SerializeHandler: { } generated }
        ? generated : throw new InvalidOperationException($"No code is generated that writes {typeof(TRow).Name}: what keeps it from that?");
}
