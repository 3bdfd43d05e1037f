using System.Collections.Concurrent;
using System.Text;
using KantanSim.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Packages.Testing;

/// <summary>A small merchant: pays through the gateway and takes the notifications. ASCII only, so that its forms need no CP932.</summary>
internal sealed class CheckoutShop : IAsyncDisposable
{
    readonly WebApplication app;
    readonly HttpClient http = new();

    CheckoutShop(WebApplication app) => this.app = app;

    /// <summary>The status of each notified order.</summary>
    public ConcurrentDictionary<string, string> Orders { get; } = new();

    /// <summary>The answer to notifications.</summary>
    public string Reply { get; set; } = "0";

    public string NotifyUrl => $"{app.Urls.First()}/notify";

    public static async Task<CheckoutShop> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var shop = new CheckoutShop(app);
        app.MapPost("/notify", shop.TakeNotification);
        app.MapPost("/return", () => "Thank you");
        await app.StartAsync();
        return shop;
    }

    /// <summary>Steps 2 to 5: registers and requests the payment.</summary>
    public async Task CheckOut(ShopClient at, string orderId, int amount = 1000)
    {
        (string, string)[] account = [("ShopID", at.ShopId), ("ShopPass", at.ShopPass), ("OrderID", orderId)];
        var entry = await Call(at, "EntryTranRecruit", [.. account, ("JobCd", "AUTH"), ("Amount", $"{amount}")]);
        await Call(at, "ExecTranRecruit",
        [
            .. account, ("AccessID", entry["AccessID"]), ("AccessPass", entry["AccessPass"]), ("ItemName", "Mug"),
            ("RetURL", $"{app.Urls.First()}/return"),
        ]);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    async Task<Dictionary<string, string>> Call(ShopClient at, string api, (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await http.PostAsync(new Uri(at.Client.GatewayUrl, $"{api}.idPass"), form);
        // Windows-31J is no name that .NET knows.
        var text = Encoding.ASCII.GetString(await answer.Content.ReadAsByteArrayAsync());
        var values = text.Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return values.ContainsKey("ErrInfo") ? throw new InvalidOperationException($"{api} was refused: {text}") : values;
    }

    async Task<string> TakeNotification(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        Orders[form["OrderID"].ToString()] = form["Status"].ToString();
        return Reply;
    }
}
