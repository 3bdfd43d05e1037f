using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using WireMock.Admin.Mappings;

namespace KantanSim.Mappings;

/// <summary>One file of mappings in WireMock.Net's JSON: one, or a list.</summary>
internal static class MappingFile
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int LargestFile = 1_048_576;

    // A misspelled key would otherwise be passed over, and the mapping answer what nobody wrote.
    static readonly JsonSerializer Strict = JsonSerializer.Create(new() { MissingMemberHandling = MissingMemberHandling.Error, DateParseHandling = DateParseHandling.None });

    /// <exception cref="FormatException">The file does not fit.</exception>
    /// <exception cref="JsonException">It is no JSON, or a key or value is unknown.</exception>
    public static IReadOnlyList<MappingModel> Read(FileInfo file, string folder)
    {
        if (file.Length == 0) throw new FormatException("the file is empty");
        if (file.Length > LargestFile) throw new FormatException($"{file.Length:N0} bytes; allowed: up to {LargestFile:N0}");
        var written = Parse(file);
        var mappings = written is JArray list ? list.ToArray() : [written];
        return [.. mappings.Select((mapping, at) => Model(mapping, $"{Path.GetRelativePath(folder, file.FullName)}#{at}"))];
    }

    static JToken Parse(FileInfo file)
    {
        using var reader = new JsonTextReader(new StreamReader(file.FullName, Encoding.UTF8)) { DateParseHandling = DateParseHandling.None };
        var written = JToken.ReadFrom(reader);
        // Comments may follow; at anything else the reader throws.
        while (reader.Read()) { }
        return written;
    }

    static MappingModel Model(JToken written, string name)
    {
        if (written is not JObject mapping) throw new FormatException("a mapping is an object with Request and Response");
        mapping.Remove("$schema");
        var model = Read(mapping);
        if (model.Request is null || model.Response is null) throw new FormatException("a mapping needs Request and Response");
        // The same file gives the same mappings, so that a saved one takes the place of what it was.
        model.Guid ??= new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
        // A mapping is answered by; it never writes files. A body is read when it is asked for, so that a saved one counts.
        model.SaveToFile = false;
        model.Response.BodyAsFileIsCached = false;
        return model;
    }

    static MappingModel Read(JObject mapping)
    {
        try
        {
            return mapping.ToObject<MappingModel>(Strict)!;
        }
        catch (JsonSerializationException fault) when (fault.Message.StartsWith("Could not find member", StringComparison.Ordinal))
        {
            throw new FormatException($"{fault.Message} WireMock.Net's names count: Request.Path, Request.Methods, Response.StatusCode, not Java WireMock's urlPath, method, status", fault);
        }
    }
}
