using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using KantanSim.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Check;

/// <summary>A small shop with a JSON door (<c>/orders</c>) and pages with a session (<c>/shop</c>).</summary>
internal sealed class RecordedShop(WebApplication app, SimulatorFixture gateway) : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, (TestOrder Order, string Status)> orders = new();

    public Uri Url => new(app.Urls.First());

    public static async Task<RecordedShop> Start(SimulatorFixture gateway)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var shop = new RecordedShop(app, gateway);
        app.Run(shop.Answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return shop;
    }

    /// <summary>The consumer pays the newest order.</summary>
    public async Task Pay()
    {
        var (id, known) = orders.Single();
        await gateway.PostConsumerAction(known.Order, """{"action":"approve"}""");
        orders[id] = (known.Order, "paid");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    Task Answer(HttpContext http) => (http.Request.Method, http.Request.Path.Value!.Split('/')[1..]) switch
    {
        ("POST", ["orders"]) => Place(http),
        ("GET", ["orders", var id]) => http.Response.WriteAsJsonAsync(new { status = orders[id].Status }),
        ("POST", ["orders", var id, "ship"]) => Act(http, id, "RecruitSales", "sent"),
        ("POST", ["orders", var id, "cancel"]) => Act(http, id, "RecruitCancel", "refunded"),
        ("GET", ["shop"]) => Form(http),
        ("POST", ["shop"]) => Buy(http),
        ("GET", ["pay", var id]) => Html(http, $"""<form><input name="AccessID" value="{orders[id].Order.AccessId}">Order {id}</form>"""),
        _ => Task.FromResult(http.Response.StatusCode = 404),
    };

    async Task Place(HttpContext http)
    {
        var body = await JsonNode.ParseAsync(http.Request.Body);
        var order = await Register((int)body!["total"]!);
        await http.Response.WriteAsJsonAsync(new { data = new { orderNo = order.OrderId }, url = $"{gateway.Url}/start?{order.AccessId}" });
    }

    async Task Act(HttpContext http, string id, string api, string status)
    {
        var order = orders[id].Order;
        (string, string)[] amount = [("Amount", "777"), ("Tax", "0")];
        await gateway.CallOperation(api, order, amount);
        orders[id] = (order, status);
        http.Response.StatusCode = 204;
    }

    Task Form(HttpContext http)
    {
        http.Response.Headers.SetCookie = "sid=1; Path=/; Domain=127.0.0.1; Secure; HttpOnly";
        return Html(http, $"""
            <a href="{Url}shop">home</a>
            <form method="post" action="/shop"><input name="csrf" value="x7f"><input name="who" value=""><button>Buy</button></form>
            """);
    }

    async Task Buy(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        if (!(await reader.ReadToEndAsync()).Contains("csrf=x7f", StringComparison.Ordinal)) http.Response.StatusCode = 403;
        else http.Response.Redirect($"{Url}pay/{(await Register(777)).OrderId}");
    }

    async Task<TestOrder> Register(int total)
    {
        var order = await gateway.RequestPayment("ORDER-4711", amount: total);
        orders[order.OrderId] = (order, "new");
        return order;
    }

    static Task Html(HttpContext http, string html)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(html);
    }
}
