#pragma warning disable format // aligned tables
using System.Net.Http.Headers;
using KantanSim.DemoShop;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;
using KantanSim.Web;

namespace KantanSim.Tests.DemoShop;

/// <summary>The demo shop trusts only the gateway's answers to its inquiries, and its actions are idempotent.</summary>
public sealed class DemoShopTests
{
    const string Silent = """
        name: silent
        title: silent
        description: SearchTradeMulti is never answered.
        rules:
          - when: received
            match: { operation: SearchTradeMulti }
            then: hang
        """;

    [Theory]
    [InlineData("Status", "CAPTURE")]
    [InlineData("Amount", "1")]
    [InlineData("ShopID", "somebody")]
    public async Task A_forged_notification_does_not_change_an_order(string field, string value)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        var (orderId, accessId) = await BuyPot(simulated);
        var forged = new Dictionary<string, string>
        {
            ["ShopID"] = "tshop00000001", ["AccessID"] = accessId, ["OrderID"] = orderId, ["Status"] = "AUTH", ["JobCd"] = "AUTH",
            ["Amount"] = "2400", ["Tax"] = "240", ["PayType"] = "24",
            [field] = value,
        };
        using var answer = await Post(simulated, "/shop/notify", forged);
        Assert.True((int)answer.StatusCode < 500);
        Assert.Equal("Paying", await State(simulated, orderId));
    }

    [Fact]
    public async Task A_repeated_notification_does_not_change_an_order_again()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        var (orderId, accessId) = await BuyPot(simulated);
        await simulated.CallApi(HttpMethod.Post, $"/transactions/{accessId}/consumer", """{"action":"approve"}""");
        await simulated.Advance("PT0S");
        Assert.Equal("Paid", await State(simulated, orderId));
        await simulated.CallApi(HttpMethod.Post, $"/notifications/{accessId}-3/resend");
        await simulated.Advance("PT0S");
        Assert.Equal("Paid", await State(simulated, orderId));
    }

    [Fact]
    public async Task A_paid_order_is_captured_and_cancelled_once_each()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        var (orderId, accessId) = await BuyPot(simulated);
        await simulated.CallApi(HttpMethod.Post, $"/transactions/{accessId}/consumer", """{"action":"approve"}""");
        foreach (var (button, state) in new[] { ("capture", "Captured"), ("cancel", "Cancelled") })
            for (var time = 1; time <= 2; time++)
            {
                using var answer = await Post(simulated, $"/shop/orders/{orderId}/{button}", []);
                Assert.Equal(303, (int)answer.StatusCode);
                Assert.Equal(state, await State(simulated, orderId));
            }
    }

    [Fact]
    public async Task An_order_is_not_shipped_while_the_gateway_holds_another_amount()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        using var visit = new ShopVisit(simulated);
        await visit.Buy("pot");
        await visit.ActAsConsumer("approve");
        await simulated.Call("RecruitChange", null, ("ShopID", "tshop00000001"), ("ShopPass", "kantansim1"), ("OrderID", visit.OrderId),
            ("AccessID", visit.Order.AccessId), ("AccessPass", visit.Order.AccessPass), ("Amount", "1000"));
        await visit.Press("capture");
        Assert.Equal("AUTH", await visit.GatewayStatus());
        Assert.Empty(visit.Order.Deliveries);
        Assert.Contains("data-testid=\"at-odds\"", await visit.OpenOrder(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restarted_shop_inquires_about_missed_changes()
    {
        var data = Directory.CreateTempSubdirectory("kantansim-shop-");
        string orderId;
        await using (var before = await SimulatorFixture.Start(data.FullName, demoShop: true))
        {
            using var visit = new ShopVisit(before);
            await visit.Buy("pot");
            orderId = visit.OrderId;
        }
        await using (var after = await SimulatorFixture.Start(data.FullName, demoShop: true))
        {
            var orders = after.GetService<Orders>();
            // No notification is sent, and the browser returns to the shop's former address.
            await after.CallApi(HttpMethod.Put, "/shops/tshop00000001", """{"notifyUrl":""}""");
            await after.CallApi(HttpMethod.Post, $"/transactions/{orders.Find(orderId)!.AccessId}/consumer", """{"action":"approve"}""");
            await after.Advance("PT5M");
            await after.GetService<OrderPoller>().PollDueOrders(TestContext.Current.CancellationToken);
            Assert.Equal(OrderState.Paid, orders.Find(orderId)!.State);
        }
        data.Delete(recursive: true);
    }

    // The gateway never answers: a shop that inquired before it answers the notification would hang.
    [Fact]
    public async Task A_notification_is_saved_and_answered_before_the_gateway_is_asked()
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-scenarios-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "silent.yaml"), Silent, TestContext.Current.CancellationToken);
        await using (var simulated = await SimulatorFixture.Start(demoShop: true, settings: $"--KantanSim:Scenarios={folder.FullName}"))
        {
            using var visit = new ShopVisit(simulated);
            await visit.Buy("pot", ("scenario", "silent"));
            using var answer = await Post(simulated, "/shop/notify", new()
            {
                ["ShopID"] = "tshop00000001", ["AccessID"] = visit.Order.AccessId, ["OrderID"] = visit.OrderId, ["Status"] = "AUTH",
                ["Amount"] = "2400", ["Tax"] = "240", ["PayType"] = "24",
            }).WithHangGuard();
            Assert.Equal("0", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Contains(visit.Order.Reports, report => report is { Status: "AUTH", Confirmed: "" });
        }
        folder.Delete(recursive: true);
    }

    // A row begins with the ShopID, which may be the same as the first field of the header or the footer.
    [Theory]
    [InlineData("tshop00000001", "Crlf")]
    [InlineData("tshop00000001", "Lf")]
    [InlineData("HD",            "Crlf")]
    [InlineData("FT",            "Lf")]
    public async Task The_shop_records_the_months_of_the_daily_charge_file(string shopId, string lineEnd)
    {
        string[] settings =
        [
            $"--KantanSim:Shops:0:ShopId={shopId}",
            "--KantanSim:Shops:0:ShopPass=kantansim1",
            $"--KantanSim:Protocol:ChargeFileLineEnd={lineEnd}",
        ];
        await using var simulated = await SimulatorFixture.Start(demoShop: true, settings: settings);
        using var visit = new ShopVisit(simulated);
        await visit.Buy("tea");
        await visit.ActAsConsumer("approve");
        await visit.Advance("P1D");
        await visit.Advance("PT0S");
        Assert.Contains(visit.Order.Months, month => month is { YearMonth: 202601, Status: BillingMonth.Charged });
    }

    [Theory]
    [InlineData("/shop/orders", "product=pot&job=SELL", 400, "job")]
    [InlineData("/shop/orders", "product=pot&scenario=nobody", 400, "nobody")]
    [InlineData("/shop/orders", "product=tea&day=7", 400, "day")]
    [InlineData("/shop/orders", "product=tea&free=yes", 400, "free")]
    [InlineData("/shop/orders/{id}/change", "amount=-5", 400, "-5")]
    [InlineData("/shop/orders/{id}/month", "month=202613", 400, "202613")]
    [InlineData("/shop/orders", "LONG", 413, "too-long")]
    [InlineData("/shop/return", "LONG", 413, "too-long")]
    [InlineData("/shop/orders", "MANY", 400, "refused")]
    [InlineData("/shop/return", "OrderID=none", 404, "unknown")]
    public async Task An_invalid_form_is_answered_by_a_page_with_the_reason(string path, string form, int status, string reason)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        var (orderId, _) = await BuyPot(simulated);
        using var http = new HttpClient { BaseAddress = new(simulated.Url) };
        using var body = new StringContent(FormBody(form), new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        var url = new Uri(path.Replace("{id}", orderId, StringComparison.Ordinal), UriKind.Relative);
        using var answer = await http.PostAsync(url, body, TestContext.Current.CancellationToken);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains("data-testid=\"shop-notice\"", html, StringComparison.Ordinal);
        Assert.Contains(reason, html, StringComparison.Ordinal);
        Assert.Single(simulated.GetService<Orders>().All);
    }

    [Fact]
    public async Task The_shop_offers_every_loaded_scenario()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        using var page = await simulated.Get("/shop");
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.All(simulated.GetService<ScenarioLibrary>().Names,
            name => Assert.Contains($"<option value=\"{name}\">", html, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_product_has_a_picture() =>
        Assert.All(Product.All, product => Assert.Contains($"Assets/shop/{product.Id}.svg", EmbeddedFiles.Paths));

    [Theory]
    [InlineData("/shop/orders", 400)]
    [InlineData("/shop/orders/none/capture", 404)]
    [InlineData("/shop/orders/none/cancel", 404)]
    public async Task An_unknown_product_or_order_is_answered_by_a_page(string path, int status)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        using var answer = await Post(simulated, path, new() { ["product"] = "nothing" });
        Assert.Equal(status, (int)answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("data-testid=\"shop-notice\"", html, StringComparison.Ordinal);
    }

    static string FormBody(string form) => form switch
    {
        "LONG" => new('x', 100_000),
        "MANY" => string.Join('&', Enumerable.Range(0, 99).Select(index => $"f{index}=1")),
        _ => form,
    };

    static async Task<(string OrderId, string AccessId)> BuyPot(SimulatorFixture simulated)
    {
        using var hop = await Post(simulated, "/shop/orders", new() { ["product"] = "pot" });
        Assert.Equal(200, (int)hop.StatusCode);
        var transaction = (await simulated.CallApi(HttpMethod.Get, "/transactions"))["body"]!["items"]![0]!;
        return ((string)transaction["orderId"]!, (string)transaction["accessId"]!);
    }

    static async Task<string> State(SimulatorFixture simulated, string orderId)
    {
        using var page = await simulated.Get($"/shop/orders/{orderId}");
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return html.Split("data-state=\"")[1].Split('"')[0];
    }

    static async Task<HttpResponseMessage> Post(SimulatorFixture simulated, string path, Dictionary<string, string> fields)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(simulated.Url) };
        using var form = new FormUrlEncodedContent(fields);
        return await http.PostAsync(new Uri(path, UriKind.Relative), form, TestContext.Current.CancellationToken);
    }
}
