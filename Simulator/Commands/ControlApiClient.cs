using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using KantanSim.Operations;

namespace KantanSim.Commands;

/// <summary>Calls the control API of a running server.</summary>
internal sealed class ControlApiClient : IDisposable
{
    /// <summary>How another server is named in a command with <c>--url</c>.</summary>
    public const string ByUrl =
        "Name a running server with --url; without it the settings decide: --urls, ASPNETCORE_URLS, ASPNETCORE_HTTP_PORTS, "
        + "appsettings.json.";

    readonly HttpClient http;
    readonly string server;
    readonly string whereElse;

    /// <param name="server">The URL of the server, without a slash at the end.</param>
    /// <param name="token">The operator's token; null for none.</param>
    /// <param name="language">Of the answers: <c>en</c> or <c>ja</c>.</param>
    /// <param name="whereElse">A sentence: how another server is named.</param>
    public ControlApiClient(string server, string? token, string language, string whereElse = ByUrl)
    {
        this.whereElse = whereElse;
        this.server = server;
        // A proxy of the environment cannot reach this machine's loopback.
        http = new(new SocketsHttpHandler { UseProxy = !new Uri(server).IsLoopback });
        if (token is not null) http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        http.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
    }

    /// <summary>Reads a page of a list.</summary>
    /// <param name="path">Path and query below <c>/api</c>.</param>
    /// <exception cref="CommandException">The server does not answer, or refuses.</exception>
    public async Task<Listing<T>> List<T>(string path, JsonTypeInfo<Listing<T>> type, CancellationToken cancel) =>
        await Get(path, type, cancel) is { Items: not null } page ? page : throw NotKantanSim("it is no list");

    /// <summary>Reads something.</summary>
    /// <inheritdoc cref="List" path="/param|/exception"/>
    public Task<T> Get<T>(string path, JsonTypeInfo<T> type, CancellationToken cancel) => Send(HttpMethod.Get, path, null, type, cancel);

    /// <summary>Changes something.</summary>
    /// <param name="body">A JSON object; null: none.</param>
    /// <exception cref="ControlApiException">
    /// The server refuses: what is asked for does not exist, is invalid or not possible now.
    /// </exception>
    /// <exception cref="CommandException">The server does not answer, or asks for a token.</exception>
    /// <inheritdoc cref="List" path="/param"/>
    public async Task<T> Send<T>(HttpMethod method, string path, JsonObject? body, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        var answer = await Send(method, path, body, cancel);
        try
        {
            return JsonSerializer.Deserialize(answer, type) ?? throw NotKantanSim("the answer is empty");
        }
        catch (JsonException fault)
        {
            throw NotKantanSim(fault.Message);
        }
    }

    /// <summary>Changes something and ignores the answer.</summary>
    /// <inheritdoc cref="Send{T}" path="/param|/exception"/>
    public async Task<byte[]> Send(HttpMethod method, string path, JsonObject? body, CancellationToken cancel)
    {
        var (status, answer) = await Call(method, $"{server}/api{path}", body, cancel);
        return (int)status is >= 200 and < 300 ? answer : throw Refused(status, answer, method);
    }

    /// <summary>The changes of the server, from now on, until it ends the connection.</summary>
    /// <returns>Server-sent events of <c>GET /api/events</c>; the first has the type <c>watching</c>.</returns>
    /// <exception cref="CommandException">The server does not answer, refuses, or the connection broke.</exception>
    public async IAsyncEnumerable<SseItem<string>> Events([EnumeratorCancellation] CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{server}/api/events"));
        using var answer = await Reach(() => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel), cancel);
        if (!answer.IsSuccessStatusCode)
            throw Refused(answer.StatusCode, await Reach(() => answer.Content.ReadAsByteArrayAsync(cancel), cancel), HttpMethod.Get);
        await using var stream = await Reach(() => answer.Content.ReadAsStreamAsync(cancel), cancel);
        await using var events = SseParser.Create(stream).EnumerateAsync(cancel).GetAsyncEnumerator(cancel);
        while (await Reach(() => events.MoveNextAsync().AsTask(), cancel)) yield return events.Current;
    }

    async Task<T> Reach<T>(Func<Task<T>> action, CancellationToken cancel)
    {
        try
        {
            return await action();
        }
        catch (Exception fault) when (
            fault is HttpRequestException or IOException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            throw CommandException.NotReached($"{server} does not answer: {fault.Message.TrimEnd('.')}. {whereElse}");
        }
    }

    async Task<(HttpStatusCode Status, byte[] Body)> Call(HttpMethod method, string url, JsonObject? body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, new Uri(url));
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await Reach(() => http.SendAsync(request, cancel), cancel);
        return (answer.StatusCode, await Reach(() => answer.Content.ReadAsByteArrayAsync(cancel), cancel));
    }

    Exception Refused(HttpStatusCode status, byte[] body, HttpMethod method) => status switch
    {
        HttpStatusCode.Unauthorized => CommandException.WrongUse(
            $"{server} asks for the operator's token: set KantanSim__AdminToken, or --KantanSim:AdminToken=TOKEN."),
        _ when method != HttpMethod.Get && Detail(body) is { } reason => new ControlApiException(status, reason, Errors(body)),
        HttpStatusCode.BadRequest or HttpStatusCode.NotFound when Detail(body) is { } detail => CommandException.WrongUse(detail),
        _ => NotKantanSim($"HTTP {(int)status}{(Detail(body) is { } detail ? $", {detail}" : "")}"),
    };

    CommandException NotKantanSim(string why) => CommandException.NotReached($"{server} does not answer as KantanSim does: {why}");

    // The sentence of a problem document.
    static string? Detail(byte[] body)
    {
        try { return JsonNode.Parse(body) is JsonObject problem ? problem["detail"]?.ToString() : null; }
        catch (JsonException) { return null; }
    }

    // Those of its list.
    static IReadOnlyList<FieldError> Errors(byte[] body)
    {
        try { return JsonSerializer.Deserialize(body, ControlJson.Default.Problem)?.Errors ?? []; }
        catch (JsonException) { return []; }
    }

    public void Dispose() => http.Dispose();
}
