using KantanSim.Tests.Infrastructure;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Tests.Merchants;

/// <summary>Good shops driven over HTTP.</summary>
public sealed class ShopFrontDoorTests(ShopFrontDoorFixture shared) : IClassFixture<ShopFrontDoorFixture>
{
    [Theory, MemberData(nameof(GoodShopFixture.Styles), MemberType = typeof(GoodShopFixture))]
    public async Task An_order_is_read_as_open_paid_and_shipped(string style)
    {
        await using var visit = await shared.Visit(style);
        var id = await visit.Place(1200);
        Assert.Equal("open 0, 0 shipments", await visit.Read(id));
        await visit.Consume();
        await visit.Pass("P1D");
        Assert.Equal("paid 1200, 0 shipments", await visit.Read(id));
        Assert.Equal(200, await visit.Act(id, "ship"));
        await visit.Pass("P1D");
        Assert.Equal("shipped 1200, 1 shipments", await visit.Read(id));
    }

    [Theory, MemberData(nameof(GoodShopFixture.Styles), MemberType = typeof(GoodShopFixture))]
    public async Task An_order_is_cancelled_or_repriced_at_the_gateway(string style)
    {
        await using var visit = await shared.Visit(style);
        var id = await visit.Place();
        await visit.Consume();
        await visit.Pass("P1D");
        Assert.Equal(200, await visit.Act(id, "reprice", new { amount = "900" }));
        Assert.Equal("paid 900, 0 shipments", await visit.Read(id));
        Assert.Equal(200, await visit.Act(id, "cancel"));
        Assert.Equal("cancelled 0, 0 shipments", await visit.Read(id));
        Assert.Equal("CANCEL 900", await AtGateway(visit));
        Assert.Equal(409, await visit.Act(id, "ship"));
    }

    [Fact]
    public async Task A_shipped_order_is_not_cancelled()
    {
        await using var visit = await shared.Visit("queued notifications");
        var id = await visit.Place();
        await visit.Consume();
        await visit.Pass("PT1H");
        await visit.Act(id, "ship");
        Assert.Equal(409, await visit.Act(id, "cancel"));
        await visit.Pass("PT1H");
        Assert.Equal("shipped 1000, 1 shipments", await visit.Read(id));
    }

    [Fact]
    public async Task A_purchase_that_is_tried_again_keeps_its_id()
    {
        await using var visit = await shared.Visit("queued notifications");
        var id = await visit.Place();
        await visit.Consume("cancel");
        await visit.Pass("PT1H");
        Assert.Equal("failed 0, 0 shipments", await visit.Read(id));
        Assert.Equal(200, await visit.Act(id, "again"));
        Assert.Equal("open 0, 0 shipments", await visit.Read(id));
        await visit.Consume();
        await visit.Pass("PT1H");
        Assert.Equal("paid 1000, 0 shipments", await visit.Read(id));
        Assert.Equal(409, await visit.Act(id, "again"));
    }

    [Fact]
    public async Task A_purchase_that_can_still_be_paid_is_not_registered_again()
    {
        await using var visit = await shared.Visit("queued notifications");
        var id = await visit.Place();
        Assert.Equal(200, await visit.Act(id, "again"));
        Assert.Single(await shared.Simulated.Transactions($"?shopId={visit.ShopId}"));
    }

    [Fact]
    public async Task Each_account_has_orders_of_its_own()
    {
        await using var one = await shared.Visit("search polling only");
        await using var other = await shared.Visit("search polling only");
        var id = await one.Place();
        Assert.Equal("HTTP 404", await other.Read(id));
        Assert.Equal(id, await other.Place());
        await one.Consume();
        await one.Pass("PT1H");
        await other.Pass("PT1M");
        Assert.Equal("paid 1000, 0 shipments", await one.Read(id));
        Assert.Equal("open 0, 0 shipments", await other.Read(id));
    }

    [Fact]
    public async Task A_call_without_an_answer_is_given_up_when_the_account_is_30_seconds_later()
    {
        using var waits = new ScriptedWaits(shared.Simulated);
        await using var visit = await shared.Visit("search polling only");
        await shared.Simulated.Arm(new { scenario = "registration-hangs", shopId = visit.ShopId });
        var placing = visit.TryPlace();
        Assert.NotNull(await waits.Next(placing));
        await shared.Simulated.Advance("PT30S", visit.ShopId);
        var (status, id) = await placing.WithHangGuard();
        Assert.Equal(201, status);
        await visit.Pass("PT1M");
        await visit.Consume();
        await visit.Pass("P1D");
        Assert.Equal("paid 1000, 0 shipments", await visit.Read(id));
    }

    [Theory, MemberData(nameof(GoodShopFixture.Styles), MemberType = typeof(GoodShopFixture))]
    public async Task The_file_says_how_the_shop_works(string style)
    {
        var door = await shared.Door(style);
        var yaml = new YamlStream();
        yaml.Load(new StringReader(door.CheckFile));
        var file = (YamlMappingNode)yaml.Documents[0].RootNode;
        Assert.Equal(shared.Simulated.Url, $"{file["gateway"]}");
        Assert.Equal($"{door.Url}/{{{{shopId}}}}/notify", $"{file["shop"]["notifyUrl"]}");
        Assert.Equal(style == "capture at once" ? "atOnce" : "onShip", $"{file["style"]["capture"]}");
        Assert.Equal(ShopStyle.Named(style).Results, ((YamlSequenceNode)file["style"]["result"]).Select(result => $"{result}"));
    }

    async Task<string> AtGateway(DoorVisit visit)
    {
        var payment = (await shared.Simulated.Transactions($"?shopId={visit.ShopId}"))[0];
        return $"{payment.Status} {payment.Total}";
    }
}
