using System.Text.Json.Nodes;
using KantanSim.Wire;

namespace KantanSim.Evidence.Har;

/// <summary>A request and its response.</summary>
internal sealed record HarEntry
{
    /// <summary>The version that KantanSim posts with.</summary>
    public const string Http11 = "HTTP/1.1";

    // What HAR says for unknown.
    const int Unknown = -1;

    /// <summary>Real time.</summary>
    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>The simulated time of the answer.</summary>
    public required DateTimeOffset At { get; init; }

    public required double Milliseconds { get; init; }

    public required string Method { get; init; }

    /// <summary>Absolute, without its query.</summary>
    public required string Url { get; init; }

    /// <summary>That of requests to the gateway is not kept.</summary>
    public string HttpVersion { get; init; } = "unknown";

    /// <summary>The query, percent-encoded; empty for none.</summary>
    public string Query { get; init; } = "";

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Null for a request without a body.</summary>
    public HarBody? Request { get; init; }

    /// <summary>The HTTP status; 0 for no response.</summary>
    public required int Status { get; init; }

    public required HarBody Response { get; init; }

    /// <summary>The URL of a redirect; empty for none.</summary>
    public string RedirectUrl { get; init; } = "";

    /// <summary>What HAR has no name for; null values are left out.</summary>
    public IReadOnlyList<(string Name, JsonNode? Value)> More { get; init; } = [];

    /// <summary>ISO 8601 with milliseconds and the offset of Japan.</summary>
    public static string Time(DateTimeOffset at) => Jst.Format(at, "yyyy-MM-ddTHH:mm:ss.fffzzz");

    public JsonObject ToJson(string page)
    {
        var time = Math.Round(Math.Max(0, Milliseconds), 3);
        var entry = new JsonObject
        {
            ["pageref"] = page,
            ["startedDateTime"] = Time(BeganAt),
            ["time"] = time,
            ["request"] = RequestJson(),
            ["response"] = ResponseJson(),
            ["cache"] = new JsonObject(),
            ["timings"] = new JsonObject { ["send"] = 0, ["wait"] = time, ["receive"] = 0 },
            ["_simulatedTime"] = Time(At),
        };
        foreach (var (name, value) in More.Where(one => one.Value is not null)) entry[name] = value!.DeepClone();
        return entry;
    }

    JsonObject RequestJson()
    {
        var request = new JsonObject
        {
            ["method"] = Method,
            ["url"] = Query.Length == 0 ? Url : $"{Url}?{Query}",
            ["httpVersion"] = HttpVersion,
            ["cookies"] = new JsonArray(),
            ["headers"] = HeadersJson(Headers),
            ["queryString"] = Pairs(FormBody.Read(System.Text.Encoding.ASCII.GetBytes(Query)).Select(field => (field.Name, field.Value))),
            ["headersSize"] = Unknown,
            ["bodySize"] = Request is null ? 0 : Request.Size ?? Unknown,
        };
        if (Request is not null) request["postData"] = Request.PostData();
        return request;
    }

    JsonObject ResponseJson() => new()
    {
        ["status"] = Status,
        ["statusText"] = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(Status),
        ["httpVersion"] = HttpVersion,
        ["cookies"] = new JsonArray(),
        ["headers"] = HeadersJson(Response.MimeType.Length == 0 ? [] : [("Content-Type", Response.MimeType)]),
        ["content"] = Response.Content(),
        ["redirectURL"] = RedirectUrl,
        ["headersSize"] = Unknown,
        ["bodySize"] = Response.Size ?? Unknown,
    };

    static JsonArray HeadersJson(IEnumerable<(string Name, string Value)> headers) =>
        Pairs(headers.Where(header => header.Value.Length > 0));

    internal static JsonArray Pairs(IEnumerable<(string Name, string Value)> pairs) =>
        new([.. pairs.Select(pair => new JsonObject { ["name"] = pair.Name, ["value"] = pair.Value })]);
}
