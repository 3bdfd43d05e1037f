using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace KantanSim.Storage;

/// <summary>Rows as JSON in UTF-8, by the source-generated metadata of a context.</summary>
internal sealed class RowSerializer<TRow>(JsonSerializerContext context) where TRow : class
{
    readonly Lazy<JsonTypeInfo<TRow>> type = new(() => (JsonTypeInfo<TRow>)context.GetTypeInfo(typeof(TRow))!);

    public byte[] Write(TRow row) => JsonSerializer.SerializeToUtf8Bytes(row, type.Value);

    public TRow Read(ReadOnlySpan<byte> row) => JsonSerializer.Deserialize(row, type.Value)!;
}
