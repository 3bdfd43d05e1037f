using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using WireMock.Admin.Mappings;

namespace KantanSim.Mappings;

/// <summary>Reads a mapping file: one mapping or a list of them, in WireMock.Net's JSON format.</summary>
internal static class MappingFile
{
    /// <summary>The maximum size of a file, in bytes.</summary>
    public const int MaxBytes = 1_048_576;

    // By default a misspelled key is ignored, and the mapping behaves in a way that nobody wrote.
    static readonly JsonSerializer StrictSerializer = JsonSerializer.Create(new()
    {
        MissingMemberHandling = MissingMemberHandling.Error,
        DateParseHandling = DateParseHandling.None,
    });

    /// <exception cref="FormatException">The file is empty, too large or not a mapping.</exception>
    /// <exception cref="JsonException">The file is not JSON, or a key or value is unknown.</exception>
    public static IReadOnlyList<MappingModel> Read(FileInfo file, string folder)
    {
        if (file.Length == 0) throw new FormatException("the file is empty");
        if (file.Length > MaxBytes) throw new FormatException($"{file.Length:N0} bytes; allowed: up to {MaxBytes:N0}");
        var json = Parse(file);
        var mappings = json is JArray list ? list.ToArray() : [json];
        return [.. mappings.Select((mapping, index) => Model(mapping, $"{Path.GetRelativePath(folder, file.FullName)}#{index}"))];
    }

    static JToken Parse(FileInfo file)
    {
        using var stream = new StreamReader(file.FullName, Encoding.UTF8);
        using var reader = new JsonTextReader(stream) { DateParseHandling = DateParseHandling.None };
        var json = JToken.ReadFrom(reader);
        // Comments may follow; the reader throws at anything else.
        while (reader.Read()) { }
        return json;
    }

    static MappingModel Model(JToken json, string name)
    {
        if (json is not JObject mapping) throw new FormatException("a mapping is an object with Request and Response");
        mapping.Remove("$schema");
        var model = Deserialize(mapping);
        if (model.Request is null || model.Response is null) throw new FormatException("a mapping needs Request and Response");
        // Derived from path and index, so that a saved file replaces its earlier mappings.
        model.Guid ??= new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
        model.SaveToFile = false;
        // Not cached, so that a changed body file takes effect.
        model.Response.BodyAsFileIsCached = false;
        return model;
    }

    static MappingModel Deserialize(JObject mapping)
    {
        try
        {
            return mapping.ToObject<MappingModel>(StrictSerializer)!;
        }
        catch (JsonSerializationException exception) when (exception.Message.StartsWith("Could not find member", StringComparison.Ordinal))
        {
            const string Help = "Use WireMock.Net's names (Request.Path, Request.Methods, Response.StatusCode), "
                + "not those of Java WireMock (urlPath, method, status)";
            throw new FormatException($"{exception.Message} {Help}", exception);
        }
    }
}
