using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KantanSim.DemoShop;

/// <summary>Reads the times of deliveries. Earlier builds stored one time, or null.</summary>
internal sealed class DeliveriesConverter : JsonConverter<ImmutableArray<DateTimeOffset>>
{
    public override bool HandleNull => true;

    public override ImmutableArray<DateTimeOffset> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null) return [];
        if (reader.TokenType == JsonTokenType.String) return [reader.GetDateTimeOffset()];
        var times = ImmutableArray.CreateBuilder<DateTimeOffset>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) times.Add(reader.GetDateTimeOffset());
        return times.ToImmutable();
    }

    public override void Write(Utf8JsonWriter writer, ImmutableArray<DateTimeOffset> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var time in value) writer.WriteStringValue(time);
        writer.WriteEndArray();
    }
}
