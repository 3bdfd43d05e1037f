using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace KantanSim.Storage;

/// <summary>How rows of a kind are written. What is known of their types is gathered at the first row: a start has no time for it.</summary>
internal sealed class RowJson<TRow>(JsonSerializerContext context) where TRow : class
{
    readonly Lazy<JsonTypeInfo<TRow>> type = new(() => (JsonTypeInfo<TRow>)context.GetTypeInfo(typeof(TRow))!);

    public byte[] Write(TRow row) => JsonSerializer.SerializeToUtf8Bytes(row, type.Value);

    public TRow Read(byte[] row) => JsonSerializer.Deserialize(row, type.Value)!;
}
