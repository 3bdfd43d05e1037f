using System.Collections.Concurrent;
using System.Data;
using System.Globalization;
using KantanSim.Clocks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Merchants.Plain;

/// <summary>The web site of plain shops, one for each account at the gateway.</summary>
internal sealed class PlainSite : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, Lazy<(PlainShop Shop, ShopClock Clock)>> shops = new(StringComparer.Ordinal);
    readonly WebApplication app;
    readonly string gatewayUrl;
    readonly ShopClocks clocks;

    PlainSite(WebApplication app, string gatewayUrl, ShopClocks clocks) =>
        (this.app, this.gatewayUrl, this.clocks) = (app, gatewayUrl, clocks);

    /// <summary>Without a trailing slash.</summary>
    public string Url => app.Urls.First();

    /// <summary>The text of <c>kantansim-check.yaml</c> for these shops.</summary>
    public string CheckFile => PlainCheckFile.Write(gatewayUrl, Url);

    /// <param name="gatewayUrl">The gateway's URL, without a trailing slash.</param>
    /// <param name="clocks">The simulated clocks of the gateway, which runs in this process.</param>
    public static async Task<PlainSite> Start(string gatewayUrl, ShopClocks clocks)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = new PlainSite(builder.Build(), gatewayUrl, clocks);
        site.MapShop();
        site.MapOwner();
        site.MapOperations();
        await site.app.StartAsync(TestContext.Current.CancellationToken);
        return site;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (shop, clock) in shops.Values.Select(opened => opened.Value))
        {
            shop.Dispose();
            clock.Dispose();
        }
        await app.DisposeAsync();
    }

    void MapShop()
    {
        app.MapPost("/{shop}/checkout", async (string shop, HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            Of(shop).ShopPass = $"{form["pass"]}";
            var total = long.Parse($"{form["total"]}", CultureInfo.InvariantCulture);
            var order = await Of(shop).Checkout($"{form["item"]}", total);
            return Results.Content($"<h1>Thank you</h1><p data-order=\"{order}\">", "text/html");
        });
        app.MapPost("/{shop}/notify", async (string shop, HttpRequest request) =>
        {
            await Heard(shop, "notification", request);
            return Results.Text("0");
        });
        app.MapPost("/{shop}/return", async (string shop, HttpRequest request) =>
        {
            var oid = await Heard(shop, "return", request);
            return Results.LocalRedirect($"/{shop}/thanks?order={Uri.EscapeDataString(oid)}");
        });
        app.MapGet("/{shop}/thanks", () => Results.Content("<h1>Thank you</h1><p>We are checking your payment.", "text/html"));
    }

    void MapOwner()
    {
        app.MapGet("/{shop}/admin/{id}", (string shop, string id) => Of(shop).FindOrder(id) is not { } order
            ? Results.NotFound()
            : Results.Json(new { state = order["state"], parcels = order.Number("parcels"), money = Money(order) }));
        app.MapPost("/{shop}/admin/{id}/ship", async (string shop, string id) => Done(await Of(shop).Ship(id)));
        app.MapPost("/{shop}/admin/{id}/cancel", async (string shop, string id) => Done(await Of(shop).Cancel(id)));
        app.MapPost("/{shop}/admin/{id}/pay-again", async (string shop, string id) => Done(await Of(shop).PayAgain(id)));
        app.MapPost("/{shop}/admin/{id}/price/{total:long}", async (string shop, string id, long total) =>
            Done(await Of(shop).Reprice(id, total)));
    }

    void MapOperations()
    {
        app.MapPost("/{shop}/cron", async (string shop) =>
        {
            try
            {
                await Of(shop).Cron();
            }
            catch (DataException)
            {
                // The next run of cron goes on.
            }
        });
        app.MapPost("/{shop}/ops/restart", (string shop) => Of(shop).Restart());
        app.MapPost("/{shop}/ops/database/{state}", (string shop, string state) => { Of(shop).Database.IsDown = state == "down"; });
    }

    PlainShop Of(string shopId) => shops.GetOrAdd(shopId, id => new(() =>
    {
        var clock = new ShopClock(clocks, id);
        return (new(gatewayUrl, id, $"{Url}/{id}", clock), clock);
    })).Value.Shop;

    async Task<string> Heard(string shop, string kind, HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        await Of(shop).Heard(kind, $"{form["ShopID"]}", $"{form["OrderID"]}", $"{form["Status"]}");
        return $"{form["OrderID"]}";
    }

    static long Money(PlainRow order) => order["state"] is "paid" or "shipped" ? order.Number("total") : 0;

    static IResult Done(bool isDone) => isDone ? Results.NoContent() : Results.Conflict();
}
