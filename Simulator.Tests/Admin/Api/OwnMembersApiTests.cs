using KantanSim.Tests.Admin.Pages;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Wallet;

namespace KantanSim.Tests.Admin.Api;

/// <summary>The API and the pages of shops' own members.</summary>
public sealed class OwnMembersApiTests
{
    [Theory]
    [InlineData("GET", "/members?shopId=nobody")]
    [InlineData("GET", "/members/taro?shopId=nobody")]
    [InlineData("PUT", "/members/taro?shopId=nobody")]
    [InlineData("DELETE", "/members/taro?shopId=nobody")]
    [InlineData("POST", "/members/reset?shopId=nobody")]
    public async Task Members_of_an_unknown_shop_are_404(string verb, string path)
    {
        await using var simulated = await SimulatorFixture.Start();
        var problem = await simulated.ProblemOf(new(verb), path);
        Assert.Equal((404, "There is no shop \"nobody\"."), (problem.Status, problem.Detail));
        Assert.Equal(500, (await simulated.MemberById("taro")).Points);
    }

    [Fact]
    public async Task Own_member_is_not_found_among_the_shared_ones_by_its_key()
    {
        await using var simulated = await SimulatorFixture.Start();
        await OwnMembersTests.AddShop(simulated);
        Assert.Equal(404, (await simulated.ProblemOf(HttpMethod.Get, "/members/own1%2Ftaro")).Status);
        Assert.Null(simulated.GetService<KantanSim.Consumers.Members>().Shared.Find("own1/taro"));
    }

    [Fact]
    public async Task Email_address_is_unique_within_one_set()
    {
        await using var simulated = await SimulatorFixture.Start();
        await OwnMembersTests.AddShop(simulated);
        var body = new { email = "taro@example.com" };
        Assert.Equal("email", Assert.Single((await simulated.ProblemOf(HttpMethod.Put, "/members/other?shopId=own1", body)).Errors!).Field);
        await simulated.Send(HttpMethod.Put, "/members/taro?shopId=own1", new { email = "moved@example.com" });
        await simulated.Send(HttpMethod.Put, "/members/other?shopId=own1", body);
    }

    [Fact]
    public async Task Delete_and_reset_change_the_shop_s_set_only()
    {
        await using var simulated = await SimulatorFixture.Start();
        await OwnMembersTests.AddShop(simulated);
        await simulated.Send(HttpMethod.Put, "/members/taro", new { points = 7 });
        await simulated.Send(HttpMethod.Delete, "/members/taro?shopId=own1");
        Assert.Equal(404, (await simulated.ProblemOf(HttpMethod.Get, "/members/taro?shopId=own1")).Status);
        await simulated.Send(HttpMethod.Post, "/members/reset?shopId=own1");
        Assert.Equal(500, (await simulated.Read<MemberDto>("/members/taro?shopId=own1")).Points);
        Assert.Equal(7, (await simulated.MemberById("taro")).Points);
        await simulated.Send(HttpMethod.Put, "/members/taro?shopId=own1", new { points = 8 });
        await simulated.Send(HttpMethod.Post, "/members/reset");
        Assert.Equal(8, (await simulated.Read<MemberDto>("/members/taro?shopId=own1")).Points);
    }

    [Theory]
    [InlineData("own", null)]
    [InlineData("OWN", null)]
    [InlineData("shared", "shared")]
    [InlineData("mine", "mine")]
    public async Task Members_of_a_shop_cannot_be_changed_later(string members, string? refused)
    {
        await using var simulated = await SimulatorFixture.Start();
        await OwnMembersTests.AddShop(simulated);
        var answer = await simulated.CallApi(HttpMethod.Put, "/shops/own1", $$"""{"members":"{{members}}"}""");
        Assert.Equal(refused is null ? 200 : 400, (int)answer["http"]!);
        Assert.Equal(refused, (string?)answer["body"]!["errors"]?[0]!["value"]);
    }

    [Fact]
    public async Task Refused_change_of_members_says_when_they_can_be_chosen()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop("desk1");
        var problem = await simulated.ProblemOf(HttpMethod.Put, "/shops/desk1", new { members = "own", name = "New" });
        Assert.Equal("shared, the present value, or nothing: it can be chosen only when a shop is added",
            Assert.Single(problem.Errors!).Allowed);
        Assert.Equal("", (await simulated.ShopById("desk1")).Name);
    }

    [Fact]
    public async Task Page_of_members_edits_the_set_that_is_chosen()
    {
        await using var simulated = await SimulatorFixture.Start();
        await OwnMembersTests.AddShop(simulated);
        var page = await DeskResponse.Get(simulated, "/members?shopId=own1&lang=en");
        Assert.Contains("<option selected>own1</option>", page.Html, StringComparison.Ordinal);
        Assert.Contains("action=\"/members/taro/save?shopId=own1\"", page.Html, StringComparison.Ordinal);
        var saved = await DeskResponse.Post(simulated, "/members/taro/save?shopId=own1", ("points", "42"));
        Assert.Equal("/members?shopId=own1&done=saved&what=taro#member-taro", saved.Location);
        await DeskResponse.Post(simulated, "/members?shopId=own1", ("id", "mina"), ("points", "3"));
        await DeskResponse.Post(simulated, "/members/jiro/delete?shopId=own1");
        Assert.Equal(["hanako", "mina", "sakura", "taro"],
            (await simulated.Read<ListDto<MemberDto>>("/members?shopId=own1")).Items.Select(member => member.Id));
        await DeskResponse.Post(simulated, "/members/reset?shopId=own1");
        Assert.Equal(500, (await simulated.Read<MemberDto>("/members/taro?shopId=own1")).Points);
        Assert.Equal(500, (await simulated.MemberById("taro")).Points);
    }

    [Theory]
    [InlineData("/members/taro/delete?shopId=own1", "/members/taro/delete?shopId=own1")]
    [InlineData("/members/reset?shopId=own1", "/members/reset?shopId=own1")]
    public async Task Confirmation_is_posted_for_the_chosen_set(string path, string action)
    {
        await using var simulated = await SimulatorFixture.Start();
        await OwnMembersTests.AddShop(simulated);
        Assert.Contains($"action=\"{action}\"", (await DeskResponse.Get(simulated, path)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_of_members_of_an_unknown_shop_shows_none()
    {
        await using var simulated = await SimulatorFixture.Start();
        var page = await DeskResponse.Get(simulated, "/members?shopId=nobody&lang=en");
        Assert.Equal(404, page.Http);
        Assert.DoesNotContain("taro", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payment_s_page_links_to_the_member_in_the_shop_s_set()
    {
        await using var simulated = await SimulatorFixture.Start();
        await OwnMembersTests.AddShop(simulated);
        var order = await simulated.Pay("LINK-1", shop: "own1");
        const string Link = "href=\"/members?shopId=own1&q=taro\"";
        Assert.Contains(Link, (await DeskResponse.Get(simulated, $"/payments/{order.AccessId}")).Html, StringComparison.Ordinal);
        await simulated.Send(HttpMethod.Delete, "/shops/own1");
        Assert.DoesNotContain(Link, (await DeskResponse.Get(simulated, $"/payments/{order.AccessId}")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("own1", "its own")]
    [InlineData(TestOrder.FirstShop, "shared with other shops")]
    public async Task Shop_s_page_says_whose_members_it_uses(string shop, string text)
    {
        await using var simulated = await SimulatorFixture.Start();
        await OwnMembersTests.AddShop(simulated);
        var page = await DeskResponse.Get(simulated, $"/shops/{shop}?lang=en");
        Assert.Contains($"Wallet members: {text}", page.Text, StringComparison.Ordinal);
    }
}
