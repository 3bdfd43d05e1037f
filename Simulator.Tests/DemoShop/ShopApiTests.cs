using KantanSim.DemoShop;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.DemoShop;

/// <summary>The demo shop's JSON API: the same orders and actions as its pages.</summary>
public sealed class ShopApiTests
{
    [Fact]
    public async Task A_purchase_is_placed_paid_and_shipped_once()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        using var shop = new ShopFrontDoor(simulated);
        var order = await shop.Place("""{"product":"card","amount":1500,"item":"Mug"}""");
        Assert.Equal((201, "paying", "1500", "Mug"), (order.Status, order["status"], order["total"], order["item"]));
        Assert.Equal($"/shop/api/orders/{order["id"]}", order.Headers.Location!.OriginalString);
        await shop.Consume(order);
        await simulated.Advance("PT0S");
        Assert.Equal(("paid", "1500", "0"), Sums(await shop.ReadAfterJobs(order["id"])));
        for (var time = 1; time <= 2; time++)
        {
            var shipped = await shop.Act(order["id"], "ship");
            Assert.Equal(("delivered", "1500", "1500"), Sums(shipped));
            Assert.Single(shipped.Json["deliveries"]!.AsArray());
        }
        Assert.Equal("SALES 1500", await shop.AtGateway(order));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)] // No amount without tax has this total.
    [InlineData(9_999_999)]
    public async Task Every_total_can_be_paid(int total)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        using var shop = new ShopFrontDoor(simulated);
        var order = await shop.Place($$"""{"amount":{{total}}}""");
        Assert.Equal(("paying", $"REQSUCCESS {total}"), (order["status"], await shop.AtGateway(order)));
    }

    [Fact]
    public async Task A_lower_price_after_the_capture_is_a_refund_and_a_cancel_returns_the_rest()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        using var shop = new ShopFrontDoor(simulated);
        var order = await shop.Place("""{"amount":1500,"job":"CAPTURE"}""");
        await shop.Consume(order);
        await shop.RunJobs();
        var lowered = await shop.Act(order["id"], "reprice", """{"amount":1000}""");
        Assert.Equal(("1000", "1500", "500"), (lowered["total"], lowered["captured"], lowered["refunded"]));
        Assert.Equal("CAPTURE 1000", await shop.AtGateway(order));
        var cancelled = await shop.Act(order["id"], "cancel");
        Assert.Equal(("cancelled", "0", "1500", "1500"),
            (cancelled["status"], cancelled["paid"], cancelled["captured"], cancelled["refunded"]));
    }

    [Fact]
    public async Task A_failed_order_is_paid_under_a_new_one_at_the_same_price()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        using var shop = new ShopFrontDoor(simulated);
        var order = await shop.Place("""{"amount":1500}""");
        await shop.Consume(order, "cancel");
        Assert.Equal("failed", (await shop.ReadAfterJobs(order["id"]))["status"]);
        var again = await shop.Act(order["id"], "again");
        Assert.Equal((201, "paying", "1500"), (again.Status, again["status"], again["total"]));
        Assert.NotEqual(order["id"], again["id"]);
    }

    [Fact]
    public async Task Orders_are_listed_newest_first()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        using var shop = new ShopFrontDoor(simulated);
        string[] ids = [(await shop.Place())["id"], (await shop.Place())["id"]];
        var list = await shop.Call(HttpMethod.Get, "/orders");
        Assert.Equal("2", list["count"]);
        Assert.Equal(ids.Reverse(), list.Json["items"]!.AsArray().Select(order => $"{order!["id"]}"));
    }

    [Fact]
    public async Task A_subscription_shows_its_months()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        using var shop = new ShopFrontDoor(simulated);
        var order = await shop.Place("""{"product":"tea","day":31,"free":false}""");
        await shop.Consume(order);
        await simulated.Advance("P1D");
        var month = (await shop.ReadAfterJobs(order["id"])).Json["months"]![0]!;
        Assert.Equal(("2026-01", "charged", "1078"), ($"{month["month"]}", $"{month["status"]}", $"{month["total"]}"));
        var after = await shop.Act(order["id"], "cancel-month", """{"month":"2026-01"}""");
        Assert.Equal("cancelled", $"{after.Json["months"]![0]!["status"]}");
    }

    [Theory]
    [InlineData("/orders", """{"product":"mug"}""", "product", "mug")]
    [InlineData("/orders", """{"amount":0}""", "amount", "0")]
    [InlineData("/orders", """{"amount":10000000}""", "amount", "10000000")]
    [InlineData("/orders", """{"amount":[1]}""", "amount", "[1]")]
    [InlineData("/orders", """{"job":"SELL"}""", "job", "SELL")]
    [InlineData("/orders", """{"product":"tea","day":7}""", "day", "7")]
    [InlineData("/orders", """{"colour":"red"}""", "colour", "\"red\"")]
    [InlineData("/orders", "[]", "", "it is not an object")]
    [InlineData("/orders/ID/reprice", "{}", "amount", "")]
    [InlineData("/orders/ID/reprice", """{"amount":"x"}""", "amount", "x")]
    [InlineData("/orders/ID/cancel-month", """{"month":"2026-13"}""", "month", "2026-13")]
    public async Task Invalid_input_is_refused_with_field_value_and_what_is_allowed(string path, string json, string field, string value)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        using var shop = new ShopFrontDoor(simulated);
        var order = await shop.Place();
        var refusal = await shop.Call(HttpMethod.Post, path.Replace("ID", order["id"], StringComparison.Ordinal), json);
        var error = refusal.Json["errors"]![0]!;
        Assert.Equal((400, field, value), (refusal.Status, $"{error["field"]}", $"{error["value"]}"));
        Assert.NotEqual("", $"{error["allowed"]}");
    }

    [Theory]
    [InlineData("GET", "/orders/none")]
    [InlineData("POST", "/orders/none/ship")]
    [InlineData("DELETE", "/orders/none")]
    [InlineData("GET", "/nothing")]
    public async Task An_unknown_order_or_call_is_answered_with_404(string method, string path)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        using var shop = new ShopFrontDoor(simulated);
        var answer = await shop.Call(new(method), path);
        Assert.Equal((404, "404"), (answer.Status, answer["status"]));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Origin", "http://elsewhere.example", 403)]
    [InlineData("Host", "elsewhere.example", 421)]
    [InlineData("X-Other", "value", 201)]
    public async Task Other_sites_pages_cannot_use_the_API(string header, string value, int status)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        using var shop = new ShopFrontDoor(simulated);
        Assert.Equal(status, (await shop.Call(HttpMethod.Post, "/orders", "{}", (header, value))).Status);
    }

    [Fact]
    public async Task Jobs_ask_until_nothing_is_due()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        using var shop = new ShopFrontDoor(simulated);
        var order = await shop.Place();
        await shop.Consume(order);
        await shop.RunJobs();
        Assert.Equal("0", (await shop.RunJobs())["asked"]);
        await simulated.GetService<Orders>().Change(order["id"], (stored, now) => stored with { NextInquiryAt = now });
        Assert.Equal("paid", (await shop.ReadAfterJobs(order["id"]))["status"]);
    }

    [Theory]
    [InlineData("①髙～－㈱😀", "〓〓～－〓〓")]
    [InlineData("<Tea & \"cake\">", "〓Tea 〓 〓cake〓〓")]
    [InlineData("表ポソ", "表ポソ")]
    public async Task Characters_that_the_gateway_refuses_are_replaced_in_the_item(string item, string shown)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        using var shop = new ShopFrontDoor(simulated);
        var order = await shop.Place($$"""{"item":{{System.Text.Json.JsonSerializer.Serialize(item)}}}""");
        Assert.Equal(("paying", shown), (order["status"], order["item"]));
    }

    [Fact]
    public async Task A_long_item_is_cut_at_255_bytes()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        using var shop = new ShopFrontDoor(simulated);
        var order = await shop.Place($$"""{"item":"{{new string('茶', 300)}}"}""");
        Assert.Equal(("paying", 127), (order["status"], order["item"].Length));
    }

    static (string Status, string Paid, string Captured) Sums(ShopAnswer order) => (order["status"], order["paid"], order["captured"]);
}
