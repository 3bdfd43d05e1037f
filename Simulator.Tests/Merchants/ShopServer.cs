using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Merchants;

/// <summary>The shop's web server on a loopback port: <c>POST /notify</c> for the gateway, <c>POST /return</c> for the browser.</summary>
internal sealed class ShopServer : IAsyncDisposable
{
    const int MaxBodyBytes = 65_536;

    readonly WebApplication app;

    ShopServer(WebApplication app) => this.app = app;

    /// <summary>The program that handles requests.</summary>
    public ShopProcess? Process { get; set; }

    /// <summary>Without a trailing slash.</summary>
    public string Url => app.Urls.First();

    public static async Task<ShopServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaxBodyBytes);
        var server = new ShopServer(builder.Build());
        server.app.MapPost("/notify", server.Notify);
        server.app.MapPost("/return", server.Return);
        await server.app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task Notify(HttpContext http)
    {
        Process!.Inbox.Store(await Read(http));
        http.Response.ContentType = "text/plain";
        await http.Response.WriteAsync("0", http.RequestAborted);
    }

    // A page, whatever the form says: the consumer learns the result from the order's own page.
    async Task Return(HttpContext http)
    {
        Process!.Inbox.StoreReturn(await Read(http));
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync("<!DOCTYPE html><title>Thank you</title><p>Your payment is being confirmed.", http.RequestAborted);
    }

    static async Task<ShopMessage> Read(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        return ShopMessage.Read(body.ToArray());
    }
}
