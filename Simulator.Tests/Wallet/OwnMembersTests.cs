using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Wallet;

/// <summary>Shops with members of their own: who pays, and what a payment changes.</summary>
public sealed class OwnMembersTests
{
    [Fact]
    public async Task Shop_with_own_members_starts_with_the_initial_ones()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Put, "/members/taro", new { points = 1 });
        Assert.Equal("own", (await AddShop(simulated)).Members);
        Assert.Equal(["hanako", "jiro", "sakura", "taro"], await Ids(simulated, "?shopId=own1"));
        Assert.Equal(500, await Points(simulated, "own1"));
    }

    [Fact]
    public async Task Shop_shares_members_by_default()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop("shares");
        await simulated.Send(HttpMethod.Put, "/members/extra?shopId=shares");
        Assert.Equal("shared", (await simulated.ShopById("shares")).Members);
        Assert.Contains("extra", await Ids(simulated, ""));
    }

    [Theory]
    [InlineData("own1", 400, 500, 500)]
    [InlineData("own2", 500, 400, 500)]
    [InlineData(TestOrder.FirstShop, 500, 500, 400)]
    public async Task Payment_spends_points_in_its_shop_s_set_only(string shop, int own1, int own2, int shared)
    {
        await using var simulated = await SimulatorFixture.Start();
        await AddShop(simulated);
        await AddShop(simulated, "own2");
        await simulated.Pay("SPEND-1", how: ",\"points\":100", shop: shop);
        Assert.Equal((own1, own2, shared),
            (await Points(simulated, "own1"), await Points(simulated, "own2"), (await simulated.MemberById("taro")).Points));
    }

    [Fact]
    public async Task Points_of_a_cancelled_payment_return_to_the_shop_s_own_member()
    {
        await using var simulated = await SimulatorFixture.Start();
        await AddShop(simulated);
        await simulated.Send(HttpMethod.Put, "/members/taro", new { points = 7 });
        var order = await simulated.Pay("BACK-1", how: ",\"points\":100", shop: "own1");
        await simulated.CallOperation("RecruitCancel", order);
        await simulated.Advance("P60D");
        Assert.Equal((500, 7), (await Points(simulated, "own1"), (await simulated.MemberById("taro")).Points));
    }

    [Theory]
    [InlineData("own", "shared")]
    [InlineData("shared", "own")]
    public async Task Points_do_not_go_to_another_set_when_the_shop_is_added_again(string before, string after)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Post, "/shops", new { shopId = "again", shopPass = "kantansim1", members = before });
        var order = await simulated.Pay("AGAIN-1", how: ",\"points\":100", shop: "again");
        await simulated.Send(HttpMethod.Delete, "/shops/again");
        await simulated.Send(HttpMethod.Post, "/shops", new { shopId = "again", shopPass = "kantansim1", members = after });
        var points = await Points(simulated, "again");
        await simulated.CallOperation("RecruitCancel", order);
        await simulated.Advance("P60D");
        Assert.Equal(points, await Points(simulated, "again"));
    }

    [Fact]
    public async Task Own_members_of_a_shop_that_was_added_after_a_snapshot_of_everything_stay()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Post, "/snapshots", new { name = "all" });
        await AddShop(simulated);
        await simulated.Send(HttpMethod.Post, "/snapshots/all/restore");
        Assert.Equal(["hanako", "jiro", "sakura", "taro"], await Ids(simulated, "?shopId=own1"));
    }

    [Theory]
    [InlineData("?shopId=own1", "PAYFAIL")]
    [InlineData("", "SALES")]
    public async Task Month_is_charged_to_the_card_of_the_shop_s_own_member(string whose, string status)
    {
        await using var simulated = await SimulatorFixture.Start();
        await AddShop(simulated);
        var order = await simulated.Subscribes("MONTH-1", shop: "own1");
        await simulated.Send(HttpMethod.Put, $"/members/taro{whose}", new { cards = Array.Empty<object>() });
        await simulated.Advance("P60D");
        Assert.Equal(status, (await simulated.TransactionOf(order)).Contract!.Charges[1].Status);
    }

    [Theory]
    [InlineData("?shopId=own1", true)]
    [InlineData("", false)]
    public async Task Raised_amount_is_charged_to_the_card_of_the_shop_s_own_member(string whose, bool isRefused)
    {
        await using var simulated = await SimulatorFixture.Start();
        await AddShop(simulated);
        await simulated.Send(HttpMethod.Put, "/shops/own1", new { protocol = new { ChangeUpward = "true" } });
        var order = await simulated.Pay("RAISE-1", shop: "own1");
        await simulated.Send(HttpMethod.Put, $"/members/taro{whose}", new { cards = Array.Empty<object>() });
        var answer = await simulated.CallOperation("RecruitChange", order, ("Amount", "2000"));
        Assert.Equal(isRefused, answer.ContainsKey("ErrInfo"));
    }

    [Theory]
    [InlineData("mina@example.com", "302")]
    [InlineData("own2/mina", "200")]
    [InlineData("own1/mina", "200")]
    [InlineData("nina@example.com", "200")]
    public async Task Only_members_of_the_shop_s_set_can_sign_in(string email, string http)
    {
        await using var simulated = await SimulatorFixture.Start();
        await AddShop(simulated);
        await AddShop(simulated, "own2");
        await simulated.Send(HttpMethod.Put, "/members/mina?shopId=own1");
        await simulated.Send(HttpMethod.Put, "/members/nina?shopId=own2");
        var visit = await VisitOf(simulated, "own1");
        using var answer = await simulated.Post($"{visit}/sign-in", ("email", email), ("password", "password"));
        Assert.Equal(http, $"{(int)answer.StatusCode}");
    }

    [Fact]
    public async Task Wallet_offers_the_members_of_the_shop_s_set()
    {
        await using var simulated = await SimulatorFixture.Start();
        await AddShop(simulated);
        await simulated.Send(HttpMethod.Put, "/members/mina?shopId=own1");
        await simulated.Send(HttpMethod.Put, "/members/nina");
        var page = await simulated.Page(await VisitOf(simulated, "own1"));
        Assert.Contains("sign-in-as-mina", page, StringComparison.Ordinal);
        Assert.Contains("<option value=\"mina\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("nina", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mina", "AUTH")]
    [InlineData("nina", null)]
    public async Task Consumer_of_the_API_is_a_member_of_the_shop_s_set(string member, string? status)
    {
        await using var simulated = await SimulatorFixture.Start();
        await AddShop(simulated);
        await simulated.Send(HttpMethod.Put, "/members/mina?shopId=own1", new { points = 9000 });
        await simulated.Send(HttpMethod.Put, "/members/nina", new { points = 9000 });
        var order = await simulated.RequestPayment("PLAY-1", shop: "own1");
        var answer = await simulated.PostConsumerAction(order, $$"""{"action":"approve","points":"all","member":"{{member}}"}""");
        Assert.Equal(status ?? "400", $"{answer["status"]}");
    }

    [Fact]
    public async Task Tester_at_the_strip_pays_as_a_member_of_the_shop_s_set()
    {
        await using var simulated = await SimulatorFixture.Start();
        await AddShop(simulated);
        await simulated.Send(HttpMethod.Put, "/members/mina?shopId=own1", new { cards = new[] { new { id = "visa", label = "VISA" } } });
        using var paid = await simulated.Post($"{await VisitOf(simulated, "own1")}/test", ("do", "approve"), ("member", "mina"));
        Assert.Equal("mina", Assert.Single(await simulated.Transactions("?shopId=own1")).Member);
    }

    [Fact]
    public async Task Passwords_of_own_members_are_masked()
    {
        await using var simulated = await SimulatorFixture.Start();
        await AddShop(simulated);
        await simulated.Call("NoSuchApi", null, ("before", "ordinary"));
        await simulated.Send(HttpMethod.Put, "/members/taro?shopId=own1", new { password = "own-pass-word" });
        await simulated.Call("NoSuchApi", null, ("x", "it is own-pass-word."));
        Assert.DoesNotContain("own-pass-word", await simulated.Page("/traffic"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleted_shop_s_payments_use_its_own_members_until_a_reset()
    {
        await using var simulated = await SimulatorFixture.Start();
        await AddShop(simulated);
        await simulated.Send(HttpMethod.Put, "/members/mina?shopId=own1", new { cards = new[] { new { id = "visa", label = "VISA" } } });
        var order = await simulated.RequestPayment("LEFT-1", shop: "own1");
        await simulated.Send(HttpMethod.Delete, "/shops/own1");
        await simulated.PostConsumerAction(order, """{"action":"approve","member":"mina"}""");
        Assert.Equal("AUTH", await simulated.Status(order));
        await simulated.Send(HttpMethod.Post, "/reset", new { shopId = "own1" });
        Assert.Empty(OwnRows(simulated));
    }

    [Theory]
    [InlineData("own1")]
    [InlineData(null)]
    public async Task Reset_keeps_the_members_of_shops_that_exist(string? shopId)
    {
        await using var simulated = await SimulatorFixture.Start();
        await AddShop(simulated);
        await simulated.Send(HttpMethod.Put, "/members/taro?shopId=own1", new { points = 42 });
        await simulated.Send(HttpMethod.Post, "/reset", new { shopId });
        Assert.Equal(42, await Points(simulated, "own1"));
    }

    [Theory]
    [InlineData("own", 4)]
    [InlineData("shared", 0)]
    public async Task Shop_added_under_the_ShopID_of_a_deleted_one_has_none_of_its_members(string members, int own)
    {
        await using var simulated = await SimulatorFixture.Start();
        await AddShop(simulated);
        await simulated.Send(HttpMethod.Put, "/members/taro?shopId=own1", new { points = 42 });
        await simulated.Send(HttpMethod.Put, "/members/mina?shopId=own1");
        await simulated.Send(HttpMethod.Delete, "/shops/own1");
        await AddShop(simulated, members: members);
        Assert.Equal((own, 500), (OwnRows(simulated).Length, await Points(simulated, "own1")));
        Assert.DoesNotContain("mina", await Ids(simulated, "?shopId=own1"));
    }

    [Fact]
    public async Task Members_of_the_settings_shop_keep_their_balance_over_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-members-");
        const string Setting = "--KantanSim:Shops:0:Members=Own";
        await using (var first = await SimulatorFixture.Start(data: folder.FullName, settings: Setting))
            await first.Pay("KEEP-1", how: ",\"points\":100");
        await using (var second = await SimulatorFixture.Start(data: folder.FullName, settings: Setting))
            Assert.Equal((400, 500), (await Points(second, TestOrder.FirstShop), (await second.MemberById("taro")).Points));
        folder.Delete(recursive: true);
    }

    internal static Task<ShopDto> AddShop(
        SimulatorFixture simulated, string shopId = "own1", string members = "own", string? expiresIn = null) =>
        simulated.Send<ShopDto>(
            HttpMethod.Post, "/shops", new { shopId, members, expiresIn, notifyUrl = $"{simulated.Merchant.Url}/notify" });

    static async Task<int> Points(SimulatorFixture simulated, string shop) =>
        (await simulated.Read<MemberDto>($"/members/taro?shopId={shop}")).Points;

    static async Task<string[]> Ids(SimulatorFixture simulated, string query) =>
        [.. (await simulated.Read<ListDto<MemberDto>>($"/members{query}")).Items.Select(member => member.Id)];

    static KantanSim.Consumers.Member[] OwnRows(SimulatorFixture simulated)
    {
        var members = simulated.GetService<KantanSim.Consumers.Members>();
        var own = members.Of("own1");
        return own.ShopId is null ? [] : [.. own.All()];
    }

    static async Task<string> VisitOf(SimulatorFixture simulated, string shop)
    {
        using var started = await simulated.OpenStartUrl(await simulated.RequestPayment("VISIT-1", shop: shop));
        return started.Headers.Location!.AbsolutePath;
    }
}
