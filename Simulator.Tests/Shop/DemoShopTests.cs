using KantanSim.Pages;
using KantanSim.Tests.Kit;

namespace KantanSim.Tests.Shop;

/// <summary>The demo merchant believes nobody but the gateway that it asks, and takes the same news twice without harm.</summary>
public sealed class DemoShopTests
{
    [Theory]
    [InlineData("Status", "CAPTURE")]
    [InlineData("Amount", "1")]
    [InlineData("ShopID", "somebody")]
    public async Task A_forged_notification_moves_no_order(string field, string value)
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        var (orderId, accessId) = await Buys(simulated);
        var forged = new Dictionary<string, string>
        {
            ["ShopID"] = "tshop00000001", ["AccessID"] = accessId, ["OrderID"] = orderId, ["Status"] = "AUTH", ["JobCd"] = "AUTH",
            ["Amount"] = "2400", ["Tax"] = "240", ["PayType"] = "24",
            [field] = value,
        };
        using var answer = await Posts(simulated, "/shop/notify", forged);
        Assert.True((int)answer.StatusCode < 500);
        Assert.Equal("Paying", await State(simulated, orderId));
    }

    [Fact]
    public async Task A_notification_that_comes_twice_changes_nothing_the_second_time()
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        var (orderId, accessId) = await Buys(simulated);
        await simulated.Api(HttpMethod.Post, $"/transactions/{accessId}/consumer", """{"action":"approve"}""");
        await simulated.Advance("PT0S");
        Assert.Equal("Paid", await State(simulated, orderId));
        await simulated.Api(HttpMethod.Post, $"/notifications/{accessId}-3/resend");
        await simulated.Advance("PT0S");
        Assert.Equal("Paid", await State(simulated, orderId));
    }

    [Fact]
    public async Task A_paid_order_is_captured_then_cancelled_and_neither_twice()
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        var (orderId, accessId) = await Buys(simulated);
        await simulated.Api(HttpMethod.Post, $"/transactions/{accessId}/consumer", """{"action":"approve"}""");
        foreach (var (verb, state) in new[] { ("capture", "Captured"), ("capture", "Captured"), ("cancel", "Cancelled"), ("cancel", "Cancelled") })
        {
            using var answer = await Posts(simulated, $"/shop/orders/{orderId}/{verb}", []);
            Assert.Equal(303, (int)answer.StatusCode);
            Assert.Equal(state, await State(simulated, orderId));
        }
    }

    [Fact]
    public void Every_product_has_its_picture() =>
        Assert.All(DemoMerchant.Product.All, product => Assert.Contains($"Assets/shop/{product.Id}.svg", Embedded.Paths));

    [Theory]
    [InlineData("/shop/orders", 400)]
    [InlineData("/shop/orders/none/capture", 404)]
    [InlineData("/shop/orders/none/cancel", 404)]
    public async Task What_the_shop_does_not_know_is_a_page_of_its_own(string path, int status)
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        using var answer = await Posts(simulated, path, new() { ["product"] = "nothing" });
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains("data-testid=\"shop-notice\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    static async Task<(string OrderId, string AccessId)> Buys(Simulated simulated)
    {
        using var hop = await Posts(simulated, "/shop/orders", new() { ["product"] = "pot" });
        Assert.Equal(200, (int)hop.StatusCode);
        var transaction = (await simulated.Api(HttpMethod.Get, "/transactions"))["body"]!["items"]![0]!;
        return ((string)transaction["orderId"]!, (string)transaction["accessId"]!);
    }

    static async Task<string> State(Simulated simulated, string orderId)
    {
        using var page = await simulated.Get($"/shop/orders/{orderId}");
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return html.Split("data-state=\"")[1].Split('"')[0];
    }

    static async Task<HttpResponseMessage> Posts(Simulated simulated, string path, Dictionary<string, string> fields)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(simulated.Url) };
        using var form = new FormUrlEncodedContent(fields);
        return await http.PostAsync(new Uri(path, UriKind.Relative), form, TestContext.Current.CancellationToken);
    }
}
