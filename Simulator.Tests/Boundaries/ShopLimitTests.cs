#pragma warning disable format // aligned tables
using System.Globalization;
using KantanSim.Clocks;
using KantanSim.DemoShop;
using KantanSim.Storage;
using KantanSim.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Order = KantanSim.DemoShop.Order;

namespace KantanSim.Tests.Boundaries;

/// <summary>Limits of the demo shop: the last accepted or stored value, and the first beyond.</summary>
public sealed class ShopLimitTests
{
    static readonly DateTimeOffset Begin = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    static readonly NewOrder Sticker = new("sticker", "x", Price.OfNet(100), "AUTH", null);

    static readonly Order Open = new()
    {
        OrderId = "DEMO-1", Number = 1, ProductId = "pot", ItemName = "Pot", Amount = 2400, Tax = 240, JobCd = "AUTH", CreatedAt = Begin,
        ChangedAt = Begin,
    };

    [Fact]
    public async Task The_newest_1000_orders_are_kept()
    {
        using var store = Store.Open(Store.InMemory);
        var orders = new Orders(store, new ShopClocks(store, Begin).Common);
        await Task.WhenAll(Enumerable.Range(1, 1_000).Select(_ => orders.Add(Sticker)));
        Assert.Equal((1_000, 1), (orders.All.Count, orders.All[^1].Number));
        await orders.Add(Sticker);
        Assert.Equal((1_000, 2), (orders.All.Count, orders.All[^1].Number));
    }

    [Theory]
    [InlineData(50, 1)]
    [InlineData(51, 2)]
    public void An_order_keeps_the_last_50_reports(int times, int first)
    {
        var order = Open;
        for (var number = 1; number <= times; number++) order = order.WithReport(ReportSource.Notification, "AUTH", "", Begin);
        Assert.Equal((50, first, times), (order.Reports.Length, order.Reports[0].Number, order.ReportCount));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0,  true)]
    public async Task An_inquiry_is_due_from_its_time_on(long ticks, bool due)
    {
        using var store = Store.Open(Store.InMemory);
        var orders = new Orders(store, new ShopClocks(store, Begin).Common);
        var order = await orders.Add(Sticker);
        await orders.Change(order.OrderId, (kept, _) => kept with { NextInquiryAt = Begin });
        Assert.Equal(due ? 1 : 0, orders.DueBy(Begin.AddTicks(ticks)).Count);
    }

    [Theory]
    [InlineData("0",       400)]
    [InlineData("1",       303)]
    [InlineData("9000000", 303)]
    [InlineData("9000001", 400)]
    public async Task A_price_is_accepted_from_1_to_9000000_yen(string amount, int http)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        using var bought = await simulated.PostForm("/shop/orders", "product=pot");
        var id = simulated.GetService<Orders>().All[0].OrderId;
        using var answer = await simulated.PostForm($"/shop/orders/{id}/change", $"amount={amount}");
        Assert.Equal(http, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData(80, false)]
    [InlineData(81, true)]
    public async Task At_most_80_characters_of_a_wrong_value_are_shown(int length, bool isTruncated)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        using var bought = await simulated.PostForm("/shop/orders", "product=pot");
        using var answer = await simulated.PostForm($"/shop/orders/{simulated.GetService<Orders>().All[0].OrderId}/change",
            $"amount={new string('x', length)}");
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(new string('x', 80) + (isTruncated ? "…" : ""), page, StringComparison.Ordinal);
        Assert.Equal(isTruncated, page.Contains("x…", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(65_536, true)]
    [InlineData(65_537, false)]
    public async Task A_form_of_the_gateway_has_at_most_65536_bytes(int length, bool isAccepted)
    {
        var body = System.Text.Encoding.ASCII.GetBytes("a=".PadRight(length, 'x'));
        var http = new DefaultHttpContext { Request = { Body = new MemoryStream(body) } };
        Assert.Equal(isAccepted, await GatewayFormReader.Read(http.Request) is not null);
    }

    // The contract starts in January. The charges of a day are imported at its end.
    [Theory]
    [InlineData("2026-03-31T23:59:59+09:00", 2, "Subscribed")]
    [InlineData("2026-04-01T00:00:00+09:00", 3, "Cancelled")]
    public async Task A_subscription_is_cancelled_after_three_failed_months(string until, int failed, string state)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        using var bought = await simulated.PostForm("/shop/orders", "product=tea&scenario=every-month-fails");
        var orders = simulated.GetService<Orders>();
        var id = orders.All[0].OrderId;
        await simulated.CallApi(HttpMethod.Post, $"/transactions/{orders.All[0].AccessId}/consumer", """{"action":"play"}""");
        await simulated.CallApi(HttpMethod.Post, "/clock/advance", $$"""{"to":"{{until}}"}""");
        using var page = await simulated.Get($"/shop/orders/{id}");
        var order = orders.Find(id)!;
        Assert.Equal((failed, state), (order.Months.Count(month => month.Status == BillingMonth.Failed), $"{order.State}"));
    }

    // A late report of an earlier or of the same state changes nothing.
    [Theory]
    [InlineData("Paying",   "Paying")]
    [InlineData("Paid",     "Paid")]
    [InlineData("Captured", "Captured")]
    [InlineData("Created",  "Paying")]
    public void An_order_moves_only_to_later_states(string to, string state)
    {
        var later = Begin.AddHours(1);
        var moved = (Open with { State = OrderState.Paying }).MovedTo(Enum.Parse<OrderState>(to), later);
        Assert.Equal((state, state == "Paying" ? Begin : later), ($"{moved.State}", moved.ChangedAt));
    }

    [Theory]
    [InlineData(202601, null)]
    [InlineData(202602, "202602")]
    [InlineData(202603, "202603")]
    public void Months_are_recorded_from_the_first_charged_month_on(int month, string? booked)
    {
        var answer = GatewayAnswer.Read("Status=REGISTER&AccessID=a&AccessPass=p&Amount=2400&Tax=240&RcStartChargeMonth=202602"u8,
            "Status");
        var order = Open with { State = OrderState.Subscribed, AccessId = "a" };
        var now = new DateTimeOffset(month / 100, month % 100, 1, 0, 0, 0, TimeSpan.FromHours(9));
        Assert.Equal(booked, order.ApplyInquiry(answer, 0, now).Months.LastOrDefault()?.YearMonth.ToString(CultureInfo.InvariantCulture));
    }
}
