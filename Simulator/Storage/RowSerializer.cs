using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace KantanSim.Storage;

/// <summary>
/// Rows as JSON in UTF-8. The source-generated code writes them, because reflection would slow down the start. Only the store's writer
/// thread may call <see cref="Write"/>.
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
        write ??= GeneratedWriter();
        bytes.ResetWrittenCount();
        writer.Reset();
        write(writer, row);
        writer.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    public TRow Read(ReadOnlySpan<byte> row) => JsonSerializer.Deserialize(row, type.Value)!;

    // When a context is called as a resolver, it does not build the metadata of the properties.
    Action<Utf8JsonWriter, TRow> GeneratedWriter()
    {
        var generated = ((IJsonTypeInfoResolver)context).GetTypeInfo(typeof(TRow), context.Options) as JsonTypeInfo<TRow>;
        return generated?.SerializeHandler
            ?? throw new InvalidOperationException($"{context.GetType().Name} has no generated writer for {typeof(TRow).Name}.");
    }
}
