using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>The forms that edit wallet members.</summary>
public sealed class MemberFormTests
{
    static readonly (string Name, string Value)[] Taro =
    [
        ("points", "42"),
        ("cards[0].id", "visa"), ("cards[0].label", "VISA"),
        ("cards[1].id", "bad"), ("cards[1].label", "Bad"), ("cards[1].declines", "true"),
        ("cards[2].id", ""), ("cards[2].label", ""),
        ("coupons[0].id", "C1"), ("coupons[0].labelEn", "One"), ("coupons[0].labelJa", ""),
        ("coupons[0].discount", "10"), ("coupons[0].fundedBy", "Shop"), ("coupons[0].used", "true"),
        ("coupons[1].id", ""), ("coupons[1].fundedBy", ""),
    ];

    [Fact]
    public async Task Member_form_saves_all_its_fields_and_ignores_empty_rows()
    {
        await using var simulated = await SimulatorFixture.Start();
        var saved = await DeskResponse.Post(simulated, "/members/taro/save?q=a", Taro);
        Assert.Equal("/members?q=a&done=saved&what=taro#member-taro", saved.Location);
        var taro = await simulated.MemberById("taro");
        Assert.Equal(42, taro.Points);
        Assert.Equal([new CardDto("visa", "VISA", false), new CardDto("bad", "Bad", true)], taro.Cards);
        Assert.Equal([new CouponDto("C1", "One", "クーポン", 10, "Shop", true)], taro.Coupons);
    }

    [Fact]
    public async Task Member_form_removes_the_row_whose_remove_button_is_pressed()
    {
        await using var simulated = await SimulatorFixture.Start();
        await DeskResponse.Post(simulated, "/members/taro/save", [.. Taro, ("remove", "cards[0]")]);
        await DeskResponse.Post(simulated, "/members/taro/save",
            ("remove", "coupons[0]"), ("cards[1].id", "bad"), ("cards[1].label", "Bad"),
            ("coupons[0].id", "C1"), ("coupons[0].discount", "10"));
        var taro = await simulated.MemberById("taro");
        Assert.Equal("bad", Assert.Single(taro.Cards).Id);
        Assert.Empty(taro.Coupons);
    }

    [Theory]
    [InlineData("/members/reset")]
    [InlineData("/api/members/reset")]
    public async Task Members_reset_restores_the_built_in_members(string path)
    {
        await using var simulated = await SimulatorFixture.Start();
        var before = await simulated.Send(HttpMethod.Get, "/members");
        await simulated.Send(HttpMethod.Delete, "/members/jiro");
        await simulated.Send(HttpMethod.Put, "/members/taro", new { points = 1 });
        await simulated.Send(HttpMethod.Put, "/members/other");
        Assert.NotEqual(before, await simulated.Send(HttpMethod.Get, "/members"));
        Assert.InRange((await DeskResponse.Post(simulated, path)).Http, 200, 303);
        Assert.Equal(before, await simulated.Send(HttpMethod.Get, "/members"));
    }
}
