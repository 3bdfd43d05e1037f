using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Merchants;

/// <summary>
/// The web server of shops on a loopback port: <c>POST /{shopId}/notify</c> for the gateway, <c>/{shopId}/return</c> for the browser.
/// </summary>
internal sealed class ShopServer : IAsyncDisposable
{
    const int MaxBodyBytes = 65_536;

    readonly WebApplication app;

    ShopServer(WebApplication app) => this.app = app;

    /// <summary>Finds a shop by its ShopID.</summary>
    public Func<string, GoodShop> ShopOf { get; set; } = shopId => throw new InvalidOperationException($"no shop {shopId}");

    /// <summary>Without a trailing slash.</summary>
    public string Url => app.Urls.First();

    /// <param name="addRoutes">Adds further routes.</param>
    public static async Task<ShopServer> Start(Action<WebApplication>? addRoutes = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new ShopServer(builder.Build());
        server.app.Use(AnswerFaults);
        server.app.MapPost("/{shopId}/notify", server.Notify);
        server.app.MapPost("/{shopId}/return", server.Return);
        server.app.MapGet("/{shopId}/return", ShowPage);
        addRoutes?.Invoke(server.app);
        await server.app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    // The records are away, or the shop was killed: whoever asked has to try again.
    static async Task AnswerFaults(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (Exception fault) when (fault is RecordsAwayException or OperationCanceledException)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await http.Response.WriteAsJsonAsync(new { error = fault.Message }, http.RequestAborted);
        }
    }

    async Task Notify(HttpContext http, string shopId)
    {
        if (await ReadForm(http) is not { } form) return;
        ShopOf(shopId).Process.Inbox.Store(form);
        http.Response.ContentType = "text/plain";
        await http.Response.WriteAsync("0", http.RequestAborted);
    }

    async Task Return(HttpContext http, string shopId)
    {
        if (await ReadForm(http) is not { } form) return;
        ShopOf(shopId).Process.Inbox.StoreReturn(form);
        await ShowPage(http);
    }

    // A page, whatever the form says: the consumer learns the result from the order's own page.
    static Task ShowPage(HttpContext http)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync("<!DOCTYPE html><title>Thank you</title><p>Your payment is being confirmed.", http.RequestAborted);
    }

    // A body that is too long is read to its end and dropped: a sender that is cut off does not see the answer.
    static async Task<ShopMessage?> ReadForm(HttpContext http)
    {
        using var body = new MemoryStream();
        var buffer = new byte[8_192];
        var total = 0L;
        while (await http.Request.Body.ReadAsync(buffer, http.RequestAborted) is > 0 and var count)
        {
            total += count;
            if (total <= MaxBodyBytes) body.Write(buffer, 0, count);
        }
        if (total <= MaxBodyBytes) return ShopMessage.Read(body.ToArray());
        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return null;
    }
}
