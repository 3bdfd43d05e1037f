using System.Text;

namespace KantanSim.Tests.Merchants;

/// <summary>What good shops do when their database is away, when they are killed, and when they get what they cannot take.</summary>
public sealed class ShopFaultTests(ShopFrontDoorFixture shared) : IClassFixture<ShopFrontDoorFixture>
{
    [Theory, MemberData(nameof(GoodShopFixture.Styles), MemberType = typeof(GoodShopFixture))]
    public async Task A_notification_is_not_answered_with_0_while_the_database_is_away(string style)
    {
        await using var visit = await shared.Visit(style);
        var id = await visit.Place();
        await visit.Do("break");
        await visit.Consume();
        await visit.Pass("PT1M");
        Assert.Equal("open 0, 0 shipments", await visit.Read(id));
        await visit.Do("mend");
        await visit.Pass("P1D");
        Assert.Equal("paid 1000, 0 shipments", await visit.Read(id));
        var payment = (await shared.Simulated.Transactions($"?shopId={visit.ShopId}"))[0];
        var notified = await shared.Simulated.NotificationsOf(new(payment.OrderId, payment.AccessId, ""));
        Assert.Equal([503, 200], notified[^1].Attempts.Select(attempt => attempt.HttpStatus!.Value));
    }

    [Theory, MemberData(nameof(GoodShopFixture.Styles), MemberType = typeof(GoodShopFixture))]
    public async Task A_paid_order_is_known_when_the_shop_is_killed_before_its_jobs(string style)
    {
        await using var visit = await shared.Visit(style);
        var id = await visit.Place();
        await visit.Consume();
        await shared.Simulated.Advance("PT0S", visit.ShopId);
        await visit.Do("restart");
        await visit.Pass("P1D");
        Assert.Equal("paid 1000, 0 shipments", await visit.Read(id));
    }

    [Theory]
    [InlineData(0, "マグカップ")]
    [InlineData(10_000_000, "マグカップ")]
    [InlineData(1000, "")]
    [InlineData(1000, "①髙～－㈱🍵")]
    public async Task An_order_that_cannot_be_paid_is_refused_before_any_call(int amount, string item)
    {
        await using var visit = await shared.Visit("search polling only");
        Assert.Equal((422, ""), await visit.TryPlace(amount, item));
        Assert.Empty(await shared.Simulated.Calls($"?shopId={visit.ShopId}"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9_999_999)]
    public async Task An_order_of_the_least_and_the_most_yen_is_paid(int amount)
    {
        await using var visit = await shared.Visit("search polling only");
        var id = await visit.Place(amount);
        await visit.Consume();
        await visit.Pass("PT1H");
        Assert.Equal($"paid {amount}, 0 shipments", await visit.Read(id));
    }

    [Theory]
    [InlineData("notify")]
    [InlineData("return")]
    public async Task A_body_of_1_MiB_is_read_and_refused(string path)
    {
        await using var visit = await shared.Visit("queued notifications");
        Assert.Equal((413, ""), await visit.Post(path, Encoding.ASCII.GetBytes("Status=" + new string('A', 1_048_576))));
    }

    [Theory]
    [InlineData("Status=%8")]
    [InlineData("OrderID=%FF%81&%81=%G1&=&&Status")]
    [InlineData("")]
    public async Task A_broken_body_is_accepted_and_changes_nothing(string form)
    {
        await using var visit = await shared.Visit("queued notifications");
        var id = await visit.Place();
        Assert.Equal((200, "0"), await visit.Post("notify", Encoding.ASCII.GetBytes(form)));
        Assert.Equal(200, (await visit.Post("return", Encoding.ASCII.GetBytes(form))).Status);
        await visit.Do("jobs");
        Assert.Equal("open 0, 0 shipments", await visit.Read(id));
    }

    [Fact]
    public async Task The_return_page_is_shown_to_whoever_opens_it()
    {
        await using var visit = await shared.Visit("return plus search");
        Assert.Equal(200, (await visit.Send(HttpMethod.Get, $"{visit.ShopId}/return?OrderID=G000001-1&Status=AUTH")).Status);
    }
}
