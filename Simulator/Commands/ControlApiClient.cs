using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using KantanSim.Operations;

namespace KantanSim.Commands;

/// <summary>Reads from the control API of a running server.</summary>
internal sealed class ControlApiClient : IDisposable
{
    const string WhereElse =
        "Name a running server with --url; without it the settings decide: --urls, ASPNETCORE_URLS, ASPNETCORE_HTTP_PORTS, "
        + "appsettings.json.";

    readonly HttpClient http = new();
    readonly string server;

    /// <param name="server">The URL of the server, without a slash at the end.</param>
    /// <param name="token">The operator's token; null for none.</param>
    /// <param name="language">Of the answers: <c>en</c> or <c>ja</c>.</param>
    public ControlApiClient(string server, string? token, string language)
    {
        this.server = server;
        if (token is not null) http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        http.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
    }

    /// <summary>Reads a page of a list.</summary>
    /// <param name="path">Path and query below <c>/api</c>.</param>
    /// <exception cref="CommandException">The server does not answer, or refuses.</exception>
    public async Task<Listing<T>> List<T>(string path, JsonTypeInfo<Listing<T>> type, CancellationToken cancel)
    {
        var (status, body) = await Get($"{server}/api{path}", cancel);
        if (status != HttpStatusCode.OK) throw Refused(status, body);
        try
        {
            return JsonSerializer.Deserialize(body, type) is { Items: not null } page ? page : throw NotKantanSim("it is no list");
        }
        catch (JsonException fault)
        {
            throw NotKantanSim(fault.Message);
        }
    }

    async Task<(HttpStatusCode Status, byte[] Body)> Get(string url, CancellationToken cancel)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(url), cancel);
            return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancel));
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            throw CommandException.NotReached($"{server} does not answer: {fault.Message.TrimEnd('.')}. {WhereElse}");
        }
    }

    CommandException Refused(HttpStatusCode status, byte[] body) => status switch
    {
        HttpStatusCode.Unauthorized => CommandException.WrongUse(
            $"{server} asks for the operator's token: set KantanSim__AdminToken, or --KantanSim:AdminToken=TOKEN."),
        HttpStatusCode.BadRequest when Detail(body) is { } detail => CommandException.WrongUse(detail),
        _ => NotKantanSim($"HTTP {(int)status}{(Detail(body) is { } detail ? $", {detail}" : "")}"),
    };

    CommandException NotKantanSim(string why) => CommandException.NotReached($"{server} does not answer as KantanSim does: {why}");

    // The sentence of a problem document.
    static string? Detail(byte[] body)
    {
        try { return JsonNode.Parse(body) is JsonObject problem ? problem["detail"]?.ToString() : null; }
        catch (JsonException) { return null; }
    }

    public void Dispose() => http.Dispose();
}
