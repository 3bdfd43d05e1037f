using KantanSim.DemoShop;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.DemoShop;

/// <summary>
/// A customer and an owner of the demo shop, who send forms as browsers do. Simulated time is advanced over every scripted wait.
/// </summary>
internal sealed class ShopVisit(SimulatorFixture simulated) : IDisposable
{
    readonly HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(simulated.Url) };
    readonly ScriptedWaits waits = new(simulated);

    public string OrderId { get; private set; } = "";

    /// <summary>The order as the shop has it stored.</summary>
    public KantanSim.DemoShop.Order Order => simulated.GetService<Orders>().Find(OrderId)!;

    public async Task Buys(string product, params (string Name, string Value)[] more)
    {
        using var _ = await Sends("/shop/orders", [("product", product), .. more]);
        OrderId = simulated.GetService<Orders>().All[0].OrderId;
    }

    /// <summary>Presses a button of the order's page.</summary>
    public async Task Presses(string button, params (string Name, string Value)[] fields)
    {
        using var answer = await Sends($"/shop/orders/{OrderId}/{button}", fields);
        Assert.True((int)answer.StatusCode is 200 or 303, $"{button}: {(int)answer.StatusCode}");
        if (button == "again") OrderId = simulated.GetService<Orders>().All[0].OrderId;
    }

    /// <summary>Opens the order's page.</summary>
    public async Task<string> Looks()
    {
        using var page = await Passing(http.GetAsync(new Uri($"/shop/orders/{OrderId}", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.Equal(200, (int)page.StatusCode);
        return await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The consumer at the wallet.</summary>
    public Task Plays(string action) => Passing(simulated.CallApi(HttpMethod.Post, $"/transactions/{Order.AccessId}/consumer", $$"""{"action":"{{action}}"}"""));

    /// <summary>Advances time and performs the shop's due inquiries.</summary>
    public async Task Advances(string by)
    {
        await simulated.Advance(by);
        await Passing(Done(simulated.GetService<OrderPoller>().PollDueOrders()));
    }

    /// <summary>The status that the gateway holds.</summary>
    public async Task<string> Status() => (string)(await simulated.CallApi(HttpMethod.Get, $"/transactions/{Order.AccessId}"))["body"]!["status"]!;

    public async Task<HttpResponseMessage> Sends(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Passing(http.PostAsync(new Uri(path, UriKind.Relative), form, TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        waits.Dispose();
        http.Dispose();
    }

    static async Task<bool> Done(Task task)
    {
        await task;
        return true;
    }

    // Advances time over every scripted wait.
    async Task<T> Passing<T>(Task<T> task)
    {
        while (await waits.Next(task) is { } wait) await simulated.Advance(System.Xml.XmlConvert.ToString(wait));
        return await task;
    }
}
