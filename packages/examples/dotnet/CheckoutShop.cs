using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Checkout.Tests;

/// <summary>The shop under test, in small: it pays through the gateway and takes the notifications.</summary>
public sealed class CheckoutShop(Uri gateway, string shopId, string shopPass) : IAsyncDisposable
{
    readonly HttpClient http = new() { BaseAddress = gateway };
    readonly ConcurrentDictionary<string, string> paid = new();
    WebApplication? app;

    /// <summary>Starts the web server that notifications and consumers come to.</summary>
    /// <returns>The URL of notifications.</returns>
    public async Task<string> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/notify", TakeNotification);
        app.MapPost("/return", () => "Thank you");
        await app.StartAsync();
        return $"{app.Urls.First()}/notify";
    }

    /// <summary>The gateway's status of an order; null before its first notification.</summary>
    public string? StatusOf(string orderId) => paid.GetValueOrDefault(orderId);

    /// <summary>Registers and requests a payment.</summary>
    public async Task CheckOut(string orderId, int amount)
    {
        var entry = await Call("EntryTranRecruit", ("OrderID", orderId), ("JobCd", "AUTH"), ("Amount", $"{amount}"));
        await Call("ExecTranRecruit", ("OrderID", orderId), ("AccessID", entry["AccessID"]), ("AccessPass", entry["AccessPass"]),
            ("ItemName", "Mug"), ("RetURL", $"{app!.Urls.First()}/return"));
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (app is not null) await app.DisposeAsync();
    }

    // Requests are percent-encoded CP932, of which ASCII is a part. Answers are read as bytes, because .NET has no charset Windows-31J.
    async Task<Dictionary<string, string>> Call(string api, params (string Name, string Value)[] fields)
    {
        (string Name, string Value)[] account = [("ShopID", shopId), ("ShopPass", shopPass)];
        using var form = new FormUrlEncodedContent(account.Concat(fields).Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await http.PostAsync($"{api}.idPass", form);
        var text = Encoding.ASCII.GetString(await answer.Content.ReadAsByteArrayAsync());
        var values = text.Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return values.ContainsKey("ErrInfo") ? throw new InvalidOperationException($"{api} was refused: {text}") : values;
    }

    async Task<string> TakeNotification(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        paid[form["OrderID"].ToString()] = form["Status"].ToString();
        return "0";
    }
}
