using System.Text.Json;
using System.Text.Json.Serialization;

namespace KantanSim.Transactions;

// Default values are not stored. Required properties of value types carry JsonIgnoreCondition.Never, because a row cannot be read without
// them. Computed properties are ignored one by one: IgnoreReadOnlyProperties would ignore the key and value of a KeyValuePair, too.
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Transaction))]
[JsonSerializable(typeof(Notification))]
[JsonSerializable(typeof(ScheduledJob))]
[JsonSerializable(typeof(TimelineEntry))]
[JsonSerializable(typeof(Observation))]
internal sealed partial class TransactionJson : JsonSerializerContext;

internal sealed class StatusJsonConverter : JsonConverter<Status>
{
    public override Status Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, Status value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Code);
}

internal sealed class ErrorCodeJsonConverter : JsonConverter<ErrorCode>
{
    public override ErrorCode Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, ErrorCode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Info);
}
