using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Check.Adapters;

/// <summary>
/// A shop on a loopback port. <c>/answer</c> answers as its query says, <c>/hang</c> never, <c>/broken</c> breaks the connection,
/// <c>/loop</c> redirects to itself, <c>/sjis</c> is a page in Shift_JIS, and every other path answers with the request itself, as JSON.
/// </summary>
public sealed class EchoShop : IAsyncLifetime
{
    // A form in Shift_JIS with a button that says 購入.
    static readonly byte[] Sjis =
    [
        .. "<meta charset=shift_jis><form action=/buy method=post><input name=a><button>"u8, 0x8d, 0x77, 0x93, 0xfc, .. "</button>"u8,
    ];

    readonly ConcurrentDictionary<string, TaskCompletionSource> events = new();
    readonly WebApplication app;

    public EchoShop()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Map("/answer", Answer);
        app.Map("/hang", Hang);
        app.Map("/broken", http => { http.Abort(); return Task.CompletedTask; });
        app.Map("/loop", http => { http.Response.Redirect("/loop"); return Task.CompletedTask; });
        app.Map("/sjis", http => http.Response.Body.WriteAsync(Sjis, http.RequestAborted).AsTask());
        app.MapFallback(Echo);
    }

    /// <summary>Without a trailing slash.</summary>
    public string Url => app.Urls.First();

    public async ValueTask InitializeAsync() => await app.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>The URL of an answer.</summary>
    public string Answers(
        string body, int status = 200, string type = "application/json", string? location = null, string? cookie = null) =>
        $"{Url}/answer{QueryString.Create(new Dictionary<string, string?>
        {
            ["body"] = body,
            ["status"] = $"{status}",
            ["type"] = type,
            ["location"] = location,
            ["cookie"] = cookie,
        })}";

    /// <summary>Completes when <c>/hang?key=</c> is requested.</summary>
    public Task Requested(string key) => Event("requested " + key).Task;

    /// <summary>Completes when the client of <c>/hang?key=</c> has closed its connection.</summary>
    public Task Aborted(string key) => Event("aborted " + key).Task;

    TaskCompletionSource Event(string name) =>
        events.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    static async Task Answer(HttpContext http)
    {
        string? Query(string name) => http.Request.Query.TryGetValue(name, out var value) && value != "" ? value.ToString() : null;
        http.Response.StatusCode = int.Parse(Query("status")!);
        http.Response.ContentType = Query("type");
        if (Query("location") is { } location) http.Response.Headers.Location = location;
        if (Query("cookie") is { } cookie) http.Response.Headers.SetCookie = cookie;
        await http.Response.WriteAsync(Query("body") ?? "", http.RequestAborted);
    }

    async Task Hang(HttpContext http)
    {
        var key = http.Request.Query["key"].ToString();
        http.RequestAborted.Register(() => Event("aborted " + key).TrySetResult());
        Event("requested " + key).TrySetResult();
        await Event("aborted " + key).Task;
    }

    static async Task Echo(HttpContext http)
    {
        using var body = new StreamReader(http.Request.Body);
        var headers = http.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
        await http.Response.WriteAsJsonAsync(
            new
            {
                method = http.Request.Method,
                url = http.Request.Path.Value + http.Request.QueryString.Value,
                headers,
                body = await body.ReadToEndAsync(http.RequestAborted),
                connection = http.Connection.Id,
            },
            new JsonSerializerOptions(), http.RequestAborted);
    }
}
