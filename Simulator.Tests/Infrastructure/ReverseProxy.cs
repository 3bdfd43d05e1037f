using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Infrastructure;

/// <summary>A reverse proxy that serves a simulator below <c>/sim</c>. Other paths get 404 and are recorded.</summary>
/// <param name="strips">Whether the prefix is removed from the path.</param>
/// <param name="tells">Whether <c>X-Forwarded-*</c> headers are set.</param>
internal sealed class ReverseProxy(WebApplication app, bool strips, bool tells) : IAsyncDisposable
{
    const string Prefix = "/sim";

    // Without the client's Host the simulator sees its own, as behind nginx with its default configuration.
    static readonly string[] NotForwarded = ["Connection", "Host", "Transfer-Encoding"];

    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    readonly ConcurrentQueue<string> strays = new();

    /// <summary>The public URL of the simulator, without a trailing slash.</summary>
    public string Url => app.Urls.First() + Prefix;

    /// <summary>The URL that requests are forwarded to.</summary>
    public string To { get; set; } = "";

    /// <summary>Requests outside the prefix, as <c>METHOD path</c>.</summary>
    public IReadOnlyCollection<string> Strays => strays;

    public static async Task<ReverseProxy> Start(bool strips, bool tells)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var proxy = new ReverseProxy(app, strips, tells);
        app.Run(proxy.Forward);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        http.Dispose();
    }

    async Task Forward(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(Prefix, out var rest))
        {
            strays.Enqueue($"{context.Request.Method} {context.Request.GetEncodedPathAndQuery()}");
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        using var request = CreateRequest(context.Request, strips ? rest : context.Request.Path);
        using var response = await http.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        var headers = response.Headers.Concat(response.Content.Headers);
        foreach (var (name, values) in headers.Where(header => !NotForwarded.Contains(header.Key)))
            context.Response.Headers[name] = values.ToArray();
        var body = await response.Content.ReadAsByteArrayAsync(context.RequestAborted);
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    HttpRequestMessage CreateRequest(HttpRequest incoming, PathString path)
    {
        var url = $"{To}{(path.HasValue ? path.ToUriComponent() : "/")}{incoming.QueryString}";
        var request = new HttpRequestMessage(new(incoming.Method), url);
        if (incoming.ContentLength is not null) request.Content = new StreamContent(incoming.Body);
        foreach (var (name, values) in incoming.Headers.Where(header => !NotForwarded.Contains(header.Key)))
        {
            if (request.Headers.TryAddWithoutValidation(name, values.AsEnumerable())) continue;
            request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }
        if (!tells) return request;
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.9");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", incoming.Scheme);
        request.Headers.TryAddWithoutValidation("X-Forwarded-Host", incoming.Host.Value);
        request.Headers.TryAddWithoutValidation("X-Forwarded-Prefix", Prefix);
        return request;
    }
}
