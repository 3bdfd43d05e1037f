using KantanSim.DemoShop;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.DemoShop;

/// <summary>
/// A customer and an owner of the demo shop, who post forms as browsers do. Simulated time is advanced over every scripted wait.
/// </summary>
internal sealed class ShopVisit(SimulatorFixture simulated) : IDisposable
{
    readonly HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(simulated.Url) };
    readonly ScriptedWaits waits = new(simulated);

    public string OrderId { get; private set; } = "";

    /// <summary>The order as the shop has it stored.</summary>
    public KantanSim.DemoShop.Order Order => simulated.GetService<Orders>().Find(OrderId)!;

    public async Task Buy(string product, params (string Name, string Value)[] more)
    {
        using var _ = await Post("/shop/orders", [("product", product), .. more]);
        OrderId = simulated.GetService<Orders>().All[0].OrderId;
    }

    /// <summary>Presses a button of the order's page.</summary>
    public async Task Press(string button, params (string Name, string Value)[] fields)
    {
        using var answer = await Post($"/shop/orders/{OrderId}/{button}", fields);
        Assert.True((int)answer.StatusCode is 200 or 303, $"{button}: {(int)answer.StatusCode}");
        if (button == "again") OrderId = simulated.GetService<Orders>().All[0].OrderId;
    }

    /// <summary>Opens the order's page.</summary>
    /// <returns>Its HTML.</returns>
    public async Task<string> OpenOrder()
    {
        var url = new Uri($"/shop/orders/{OrderId}", UriKind.Relative);
        using var page = await WithAdvancingTime(http.GetAsync(url, TestContext.Current.CancellationToken));
        Assert.Equal(200, (int)page.StatusCode);
        return await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Performs an action of the consumer at the wallet.</summary>
    public Task ActAsConsumer(string action) => WithAdvancingTime(
        simulated.CallApi(HttpMethod.Post, $"/transactions/{Order.AccessId}/consumer", $$"""{"action":"{{action}}"}"""));

    /// <summary>Advances time and performs the shop's due inquiries.</summary>
    /// <param name="by">An ISO 8601 duration.</param>
    public async Task Advance(string by)
    {
        await simulated.Advance(by);
        await WithAdvancingTime(Completed(simulated.GetService<OrderPoller>().PollDueOrders()));
    }

    /// <summary>The payment's status at the gateway.</summary>
    public async Task<string> GatewayStatus() =>
        (string)(await simulated.CallApi(HttpMethod.Get, $"/transactions/{Order.AccessId}"))["body"]!["status"]!;

    public void Dispose()
    {
        waits.Dispose();
        http.Dispose();
    }

    async Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await WithAdvancingTime(http.PostAsync(new Uri(path, UriKind.Relative), form, TestContext.Current.CancellationToken));
    }

    static async Task<bool> Completed(Task task)
    {
        await task;
        return true;
    }

    // Advances time over every scripted wait.
    async Task<T> WithAdvancingTime<T>(Task<T> task)
    {
        while (await waits.Next(task) is { } wait) await simulated.Advance(System.Xml.XmlConvert.ToString(wait));
        return await task;
    }
}
