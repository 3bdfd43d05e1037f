using System.Net.Http.Json;
using System.Text.Json.Nodes;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Merchants;

/// <summary>An account at the simulator whose shop is driven through its front door only, as <c>kantansim check</c> does.</summary>
internal sealed class DoorVisit(SimulatorFixture simulated, string doorUrl, string shopId) : IAsyncDisposable
{
    const string ShopPass = "kantansim1";

    readonly HttpClient http = new() { BaseAddress = new($"{doorUrl}/") };

    public string ShopId => shopId;

    /// <summary>Creates the account.</summary>
    public static async Task<DoorVisit> Start(SimulatorFixture simulated, string doorUrl, string shopId)
    {
        var account = new { shopId, shopPass = ShopPass, notifyUrl = $"{doorUrl}/{shopId}/notify", members = "own" };
        await simulated.Send(HttpMethod.Post, "/shops", account);
        return new(simulated, doorUrl, shopId);
    }

    /// <summary>Places an order.</summary>
    /// <returns>The HTTP status, and the shop's id of the order; empty when it was refused.</returns>
    public async Task<(int Status, string Id)> TryPlace(int amount = 1000, string item = "マグカップ")
    {
        var (status, answer) = await Send(HttpMethod.Post, "orders", new { shopId, shopPass = ShopPass, amount, item });
        return (status, answer["id"]?.ToString() ?? "");
    }

    /// <summary>Places an order, which must be accepted.</summary>
    public async Task<string> Place(int amount = 1000)
    {
        var (status, id) = await TryPlace(amount);
        Assert.Equal(201, status);
        return id;
    }

    /// <summary>Does something with an order: <c>ship</c>, <c>cancel</c>, <c>again</c>, <c>reprice</c>.</summary>
    /// <returns>The HTTP status.</returns>
    public async Task<int> Act(string id, string act, object? body = null) =>
        (await Send(HttpMethod.Post, $"{shopId}/orders/{id}/{act}", body)).Status;

    /// <summary>Does something to the shop: <c>jobs</c>, <c>restart</c>, <c>break</c>, <c>mend</c>. It must be possible.</summary>
    public async Task Do(string hook) => Assert.Equal(200, (await Send(HttpMethod.Post, $"{shopId}/{hook}")).Status);

    /// <summary>The state of an order, such as <c>paid 1000, 0 shipments</c>.</summary>
    public async Task<string> Read(string id)
    {
        var (status, order) = await Send(HttpMethod.Get, $"{shopId}/orders/{id}");
        if (status != 200) return $"HTTP {status}";
        return $"{order["status"]} {order["paidTotal"]}, {order["shipments"]!.AsArray().Count} shipments";
    }

    /// <summary>The consumer acts on the shop's newest payment.</summary>
    public async Task Consume(string action = "approve")
    {
        var payment = (await simulated.Transactions($"?shopId={shopId}&limit=1"))[0];
        await simulated.PlayConsumer(new TestOrder(payment.OrderId, payment.AccessId, "", ShopId: shopId), action);
    }

    /// <summary>Lets simulated time pass, and everything that is due then happen at the gateway and at the shop.</summary>
    /// <param name="by">ISO 8601.</param>
    public async Task Pass(string by)
    {
        await simulated.Advance(by, shopId);
        await Do("jobs");
    }

    /// <summary>Posts bytes to the shop as the gateway or a browser does.</summary>
    /// <param name="path"><c>notify</c> or <c>return</c>.</param>
    public async Task<(int Status, string Body)> Post(string path, byte[] form)
    {
        using var content = new ByteArrayContent(form);
        content.Headers.ContentType = new("application/x-www-form-urlencoded");
        var url = new Uri($"{shopId}/{path}", UriKind.Relative);
        using var answer = await http.PostAsync(url, content, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<(int Status, JsonNode Answer)> Send(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)! : new JsonObject());
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await simulated.CallApi(HttpMethod.Delete, $"/shops/{shopId}");
    }
}
