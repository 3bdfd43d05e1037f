using System.Collections.Concurrent;
using KantanSim.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Crashes;

/// <summary>A merchant's server that keeps running during the crashes. It refuses the first attempt of every third order.</summary>
internal sealed class FlakyMerchant : IAsyncDisposable
{
    readonly WebApplication app;
    readonly ConcurrentDictionary<(string OrderId, string Status), int> attempts = new();

    FlakyMerchant(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    public static async Task<FlakyMerchant> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var merchant = new FlakyMerchant(builder.Build());
        merchant.app.MapPost("/notify", merchant.ReceiveNotification);
        merchant.app.MapPost("/return", () => "ok");
        await merchant.app.StartAsync(TestContext.Current.CancellationToken);
        return merchant;
    }

    /// <summary>The statuses of an order that it was notified of.</summary>
    public IEnumerable<string> StatusesOf(string orderId) =>
        attempts.Keys.Where(notified => notified.OrderId == orderId).Select(notified => notified.Status);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    async Task<string> ReceiveNotification(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var fields = FormBody.Read(body.ToArray()).ToDictionary(field => field.Name, field => field.Value);
        var orderId = fields["OrderID"];
        var attempt = attempts.AddOrUpdate((orderId, fields["Status"]), 1, (_, before) => before + 1);
        // 1 means NG: the gateway tries again.
        return attempt == 1 && orderId.Sum(letter => letter) % 3 == 0 ? "1" : "0";
    }
}
