using System.Text.Encodings.Web;
using System.Text.Json;
using KantanSim.Operations;

namespace KantanSim.Commands;

/// <summary>How commands write JSON: as the control API does, with Japanese that is not escaped.</summary>
internal static class CommandJson
{
    public static readonly ControlJson Types = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
