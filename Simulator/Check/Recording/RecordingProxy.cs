using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http.Extensions;

namespace KantanSim.Check.Recording;

/// <summary>
/// A reverse proxy on loopback through which a person uses the shop. It records what is sent to the shop and what the shop answers.
/// </summary>
internal sealed class RecordingProxy : IAsyncDisposable
{
    // Of one connection, or changed by the proxy itself. Without Accept-Encoding bodies are not compressed.
    static readonly HashSet<string> NotForwarded = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Host", "Transfer-Encoding", "Accept-Encoding", "Keep-Alive", "Upgrade", "Content-Length",
        "Strict-Transport-Security", "Location", "Set-Cookie",
    };

    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    readonly ConcurrentQueue<Exchange> exchanges = new();
    readonly WebApplication app;
    readonly ShopOrigin origin;

    RecordingProxy(WebApplication app, Uri shop)
    {
        this.app = app;
        origin = new(shop);
        app.Run(Forward);
    }

    /// <summary>The URL that the person opens. It has the shop's own name, so that cookies of both are the same.</summary>
    public string Url => origin.Proxy + origin.Path;

    /// <summary>In the order of their answers.</summary>
    public ImmutableArray<Exchange> Exchanges => [.. exchanges];

    /// <param name="shop">The base URL of the shop.</param>
    public static async Task<RecordingProxy> Start(Uri shop, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var proxy = new RecordingProxy(builder.Build(), shop);
        await proxy.app.StartAsync(cancel);
        proxy.origin.Listens(new Uri(proxy.app.Urls.First()).Port);
        return proxy;
    }

    async Task Forward(HttpContext context)
    {
        var url = new Uri(origin.Shop + context.Request.GetEncodedPathAndQuery());
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            using var request = Request(context.Request, url, body.ToArray());
            using var answer = await http.SendAsync(request, context.RequestAborted);
            await Answer(context, request, body.ToArray(), answer);
        }
        catch (HttpRequestException fault)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            await context.Response.WriteAsync($"{origin.Shop} does not answer: {fault.Message}", context.RequestAborted);
        }
    }

    HttpRequestMessage Request(HttpRequest incoming, Uri url, byte[] body)
    {
        var request = new HttpRequestMessage(new(incoming.Method), url);
        if (body.Length > 0) request.Content = new ByteArrayContent(body);
        foreach (var (name, value) in incoming.Headers.Where(header => !NotForwarded.Contains(header.Key)))
        {
            var text = origin.ToShop(value.ToString());
            if (!request.Headers.TryAddWithoutValidation(name, text)) request.Content?.Headers.TryAddWithoutValidation(name, text);
        }
        return request;
    }

    async Task Answer(HttpContext context, HttpRequestMessage request, byte[] sent, HttpResponseMessage answer)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
        var location = answer.Headers.Location is { } target ? new Uri(request.RequestUri!, target).AbsoluteUri : "";
        var type = answer.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? "";
        var headers = Headers(request.Headers).Concat(request.Content is null ? [] : Headers(request.Content.Headers));
        exchanges.Enqueue(new(
            request.Method.Method, request.RequestUri!, headers.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase),
            Encoding.UTF8.GetString(sent), (int)answer.StatusCode, location, type, Encoding.UTF8.GetString(bytes)));
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, value) in Headers(answer.Headers).Concat(Headers(answer.Content.Headers)))
            if (!NotForwarded.Contains(name)) context.Response.Headers[name] = value;
        if (location.Length > 0) context.Response.Headers.Location = origin.ToProxy(location);
        if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
            context.Response.Headers.SetCookie = cookies.Select(ShopOrigin.Cookie).ToArray();
        await context.Response.Body.WriteAsync(type == "text/html" ? origin.ToProxy(bytes) : bytes, context.RequestAborted);
    }

    static IEnumerable<KeyValuePair<string, string>> Headers(HttpHeaders headers) =>
        headers.NonValidated.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()));

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        http.Dispose();
    }
}
