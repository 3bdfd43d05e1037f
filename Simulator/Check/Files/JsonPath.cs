using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace KantanSim.Check.Files;

/// <summary>The syntax of JSONPath, as Json.NET reads it.</summary>
internal static class JsonPath
{
    /// <summary>Behind a path: the length of the list that it leads to.</summary>
    public const string Length = ".length()";

    /// <summary>Why a path cannot be parsed, in one sentence without a full stop; null: it can.</summary>
    public static string? Fault(string path)
    {
        if (!path.StartsWith('$')) return "it begins with $";
        try
        {
            new JObject().SelectToken(path);
            return null;
        }
        catch (Exception fault) when (fault is JsonException or FormatException or OverflowException or ArgumentException)
        {
            return fault.Message.ReplaceLineEndings(" ").TrimEnd('.');
        }
    }
}
