using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace KantanSim.Storage;

/// <summary>
/// Rows as JSON in UTF-8. They are written by the source-generated code, which needs no reflection at the start. Only the store's writer thread writes.
/// </summary>
internal sealed class RowSerializer<TRow>(JsonSerializerContext context) where TRow : class
{
    readonly Lazy<JsonTypeInfo<TRow>> type = new(() => (JsonTypeInfo<TRow>)context.GetTypeInfo(typeof(TRow))!);
    readonly ArrayBufferWriter<byte> bytes = new();
    Utf8JsonWriter? writer;
    Action<Utf8JsonWriter, TRow>? write;

    public byte[] Write(TRow row)
    {
        writer ??= new(bytes, new() { SkipValidation = true });
        write ??= Generated();
        bytes.ResetWrittenCount();
        writer.Reset();
        write(writer, row);
        writer.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    public TRow Read(ReadOnlySpan<byte> row) => JsonSerializer.Deserialize(row, type.Value)!;

    // Asked for as a resolver, a context does not look into the properties.
    Action<Utf8JsonWriter, TRow> Generated() =>
        ((IJsonTypeInfoResolver)context).GetTypeInfo(typeof(TRow), context.Options) is JsonTypeInfo<TRow> { SerializeHandler: { } generated } ? generated
            : throw new InvalidOperationException($"No code is generated that writes {typeof(TRow).Name}.");
}
