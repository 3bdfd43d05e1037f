using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Infrastructure;

/// <summary>A reverse proxy that serves a simulator below <c>/sim</c>, and nothing beside it.</summary>
/// <param name="strips">Whether the prefix is taken off the path.</param>
/// <param name="tells">Whether <c>X-Forwarded-*</c> headers are set.</param>
internal sealed class ReverseProxy(WebApplication app, bool strips, bool tells) : IAsyncDisposable
{
    const string Prefix = "/sim";

    // Host is the simulator's own then, as with nginx unless it is told otherwise.
    static readonly string[] NotPassedOn = ["Connection", "Host", "Transfer-Encoding"];

    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    readonly ConcurrentQueue<string> strays = new();

    /// <summary>Where browsers reach the simulator, without a slash at its end.</summary>
    public string Url => app.Urls.First() + Prefix;

    /// <summary>Where requests are passed on to.</summary>
    public string To { get; set; } = "";

    /// <summary>What browsers asked for beside the prefix.</summary>
    public IReadOnlyCollection<string> Strays => strays;

    public static async Task<ReverseProxy> Start(bool strips, bool tells)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var proxy = new ReverseProxy(app, strips, tells);
        app.Run(proxy.Pass);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        http.Dispose();
    }

    async Task Pass(HttpContext visit)
    {
        if (!visit.Request.Path.StartsWithSegments(Prefix, out var rest))
        {
            strays.Enqueue($"{visit.Request.Method} {visit.Request.GetEncodedPathAndQuery()}");
            visit.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        using var request = Request(visit.Request, strips ? rest : visit.Request.Path);
        using var answer = await http.SendAsync(request, visit.RequestAborted);
        visit.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !NotPassedOn.Contains(header.Key)))
            visit.Response.Headers[name] = values.ToArray();
        await visit.Response.Body.WriteAsync(await answer.Content.ReadAsByteArrayAsync(visit.RequestAborted), visit.RequestAborted);
    }

    HttpRequestMessage Request(HttpRequest visit, PathString path)
    {
        var request = new HttpRequestMessage(new(visit.Method), $"{To}{(path.HasValue ? path.ToUriComponent() : "/")}{visit.QueryString}");
        if (visit.ContentLength is not null) request.Content = new StreamContent(visit.Body);
        foreach (var (name, values) in visit.Headers.Where(header => !NotPassedOn.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable())) request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }
        if (!tells) return request;
        foreach (var (name, value) in new[] { ("For", "203.0.113.9"), ("Proto", visit.Scheme), ("Host", visit.Host.Value!), ("Prefix", Prefix) })
            request.Headers.TryAddWithoutValidation($"X-Forwarded-{name}", value);
        return request;
    }
}
