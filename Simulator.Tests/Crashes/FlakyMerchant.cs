using System.Collections.Concurrent;
using KantanSim.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Crashes;

/// <summary>A merchant's server that outlives the crashes. It refuses the first delivery of every third notification.</summary>
internal sealed class FlakyMerchant : IAsyncDisposable
{
    readonly WebApplication app;
    readonly ConcurrentDictionary<(string OrderId, string Status), int> tries = new();

    FlakyMerchant(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    public static async Task<FlakyMerchant> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stub = new FlakyMerchant(builder.Build());
        stub.app.MapPost("/notify", stub.Take);
        stub.app.MapPost("/return", () => "ok");
        await stub.app.StartAsync(TestContext.Current.CancellationToken);
        return stub;
    }

    /// <summary>The statuses of an order that it was notified of.</summary>
    public IEnumerable<string> Told(string orderId) => tries.Keys.Where(told => told.OrderId == orderId).Select(told => told.Status);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    async Task<string> Take(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var fields = FormBody.Read(body.ToArray()).ToDictionary(field => field.Name, field => field.Value);
        var (orderId, status) = (fields["OrderID"], fields["Status"]);
        return tries.AddOrUpdate((orderId, status), 1, (_, before) => before + 1) == 1 && orderId.Sum(letter => letter) % 3 == 0 ? "1" : "0";
    }
}
