using System.Text.Json;
using System.Text.Json.Serialization;

namespace KantanSim.Mcp;

/// <summary>The generated JSON code of what the control API does not answer.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PaymentExplanation))]
[JsonSerializable(typeof(ScenarioBriefs))]
internal sealed partial class McpJson : JsonSerializerContext;
