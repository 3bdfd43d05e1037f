using System.Text.Json;
using System.Text.Json.Serialization;

namespace KantanSim.Transactions;

// What is as it is by itself takes no room. A required one is told to be written all the same, because no row is read without it. What is worked out is
// told not to be, one by one: the name and the value of a field are read-only, too.
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Transaction))]
[JsonSerializable(typeof(Notification))]
[JsonSerializable(typeof(ScheduledJob))]
[JsonSerializable(typeof(TimelineEntry))]
internal sealed partial class TransactionJson : JsonSerializerContext;

internal sealed class StatusJsonConverter : JsonConverter<Status>
{
    public override Status Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetString()!);
    public override void Write(Utf8JsonWriter writer, Status value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
}

internal sealed class ErrorCodeJsonConverter : JsonConverter<ErrorCode>
{
    public override ErrorCode Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetString()!);
    public override void Write(Utf8JsonWriter writer, ErrorCode value, JsonSerializerOptions options) => writer.WriteStringValue(value.Info);
}
