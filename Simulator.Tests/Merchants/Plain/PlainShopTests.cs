using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KantanSim.Clocks;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Scenarios;

namespace KantanSim.Tests.Merchants.Plain;

/// <summary>The plain shop does its usual business. What else it does right or wrong is for <c>kantansim check</c> to find.</summary>
public sealed partial class PlainShopTests : IAsyncLifetime
{
    const string ShopId = "plain0001";

    readonly HttpClient http = new();
    SimulatorFixture simulated = null!;
    PlainSite site = null!;

    public async ValueTask InitializeAsync()
    {
        simulated = await SimulatorFixture.Start(settings: $"--KantanSim:Scenarios={RepositoryScenarios.Folder}");
        site = await PlainSite.Start(simulated.Url, simulated.GetService<ShopClocks>());
        var account = new { shopId = ShopId, shopPass = "kantansim1", notifyUrl = $"{site.Url}/{ShopId}/notify", members = "own" };
        await simulated.Send(HttpMethod.Post, "/shops", account);
    }

    [Fact]
    public async Task An_order_is_paid_and_shipped()
    {
        var order = await Place();
        Assert.Equal("pending 0 0", await Read(order));
        await Consume("approve");
        Assert.Equal("paid 1000 0", await Read(order));
        await Post($"admin/{order}/ship");
        Assert.Equal("shipped 1000 1", await Read(order));
    }

    [Fact]
    public async Task An_order_is_repriced_and_cancelled()
    {
        var order = await Place();
        await Consume("approve");
        await Post($"admin/{order}/price/900");
        Assert.Equal("paid 900 0", await Read(order));
        await Post($"admin/{order}/cancel");
        Assert.Equal("cancelled 0 0", await Read(order));
        Assert.Equal("CANCEL", (await simulated.Transactions($"?shopId={ShopId}"))[0].Status);
    }

    [Fact]
    public async Task A_failed_order_is_paid_with_a_second_OrderID()
    {
        var order = await Place();
        await Consume("cancel");
        Assert.Equal("failed 0 0", await Read(order));
        await Post($"admin/{order}/pay-again");
        await Consume("approve");
        Assert.Equal("paid 1000 0", await Read(order));
    }

    [Theory]
    [InlineData("registration-answer-lost")]
    [InlineData("unavailable-three-times")]
    [InlineData("request-answer-lost")]
    [InlineData("request-answer-garbled")]
    public async Task An_order_can_be_paid_when_a_call_failed(string scenario)
    {
        await simulated.Arm(new { scenario, shopId = ShopId });
        var order = await Place();
        for (var run = 0; run < 4; run++) await Pass("PT20S");
        await Consume("approve");
        Assert.Equal("paid 1000 0", await Read(order));
    }

    [Fact]
    public async Task An_order_is_paid_when_the_database_was_down_at_the_notification()
    {
        var order = await Place();
        await Post("ops/database/down");
        await Consume("approve");
        Assert.Equal("pending 0 0", await Read(order));
        await Post("ops/database/up");
        await Post("ops/restart");
        await Pass("PT10M");
        Assert.Equal("paid 1000 0", await Read(order));
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await site.DisposeAsync();
        await simulated.DisposeAsync();
    }

    async Task<string> Place()
    {
        using var form = new FormUrlEncodedContent([new("item", "マグカップ"), new("total", "1000"), new("pass", "kantansim1")]);
        using var answer = await http.PostAsync(new Uri($"{site.Url}/{ShopId}/checkout"), form, TestContext.Current.CancellationToken);
        return OrderNumber().Match(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Groups[1].Value;
    }

    // State, money, parcels.
    async Task<string> Read(string order)
    {
        var url = new Uri($"{site.Url}/{ShopId}/admin/{order}");
        var read = JsonNode.Parse(await http.GetStringAsync(url, TestContext.Current.CancellationToken))!;
        return $"{read["state"]} {read["money"]} {read["parcels"]}";
    }

    async Task Post(string path)
    {
        using var answer = await http.PostAsync(new Uri($"{site.Url}/{ShopId}/{path}"), null, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode}");
    }

    // Returns when the notifications are delivered, too.
    async Task Consume(string action)
    {
        var payment = (await simulated.Transactions($"?shopId={ShopId}&limit=1"))[0];
        await simulated.PlayConsumer(new TestOrder(payment.OrderId, payment.AccessId, "", ShopId: ShopId), action);
        await simulated.Advance("PT0S", ShopId);
    }

    async Task Pass(string by)
    {
        await simulated.Advance(by, ShopId);
        await Post("cron");
    }

    [GeneratedRegex("data-order=\"(P[0-9]+)\"")]
    private static partial Regex OrderNumber();
}
