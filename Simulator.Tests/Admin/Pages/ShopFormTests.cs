#pragma warning disable format // aligned tables
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>A shop's page and form, its connectivity test and charge file.</summary>
public sealed class ShopFormTests
{
    [Fact]
    public async Task Shop_page_does_not_show_the_password()
    {
        await using var simulated = await SimulatorFixture.Start();
        var page = await DeskResponse.Get(simulated, "/shops/tshop00000001?lang=en");
        Assert.Contains("name=\"shopPass\"", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("kantansim1", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shop_page_checks_the_empty_box_of_an_option_that_is_set_to_empty()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop("desk1", ("ReturnKeys", ""));
        var page = await DeskResponse.Get(simulated, "/shops/desk1?lang=en");
        Assert.Matches("name=\"empty.ReturnKeys\" value=\"true\" checked", page.Html);
    }

    [Fact]
    public async Task Shop_page_shows_a_connectivity_test_and_how_its_answer_is_read()
    {
        await using var simulated = await SimulatorFixture.Start(merchantSays: "1");
        Assert.Equal("/shops/tshop00000001?done=tested#test", (await DeskResponse.Post(simulated, "/shops/tshop00000001/test")).Location);
        var text = (await DeskResponse.Get(simulated, "/shops/tshop00000001?lang=en")).Text;
        Assert.Contains("You answered 1 (NG): the gateway counts that as not received.", text, StringComparison.Ordinal);
        Assert.Contains("HTTP 200 1 ", text, StringComparison.Ordinal);
        Assert.Contains("ErrInfo E00000000 ", text, StringComparison.Ordinal);
        Assert.Equal("E00000000", simulated.Received("/notify")[0]["ErrInfo"]);
    }

    [Fact]
    public async Task Shop_form_saves_its_fields_and_keeps_the_password_that_is_left_empty()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop("desk1", ("ReturnKeys", ""), ("ConsumerCancel", "AuthProcess"), ("WalletMinutes", "5"));
        await DeskResponse.Post(simulated, "/shops/desk1",
            ("name", "D"), ("notifyUrl", ""), ("shopPass", ""), ("scenario", "cancel"), ("recruit", "Pending"),
            ("protocol.ReturnKeys", ""), ("empty.ReturnKeys", "true"),
            ("protocol.ConsumerCancel", ""), ("protocol.WalletMinutes", "7"), ("protocol.ChangeUpward", ""));
        var protocol = new Dictionary<string, string> { ["ReturnKeys"] = "", ["WalletMinutes"] = "7" };
        var expected = new ShopDto("desk1", "kantansim1", "D", "", "cancel", "Pending", protocol);
        Assert.Equivalent(expected, await simulated.ShopById("desk1"), strict: true);
    }

    [Fact]
    public async Task Shop_form_changes_the_password_when_one_is_entered()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop("desk1");
        await DeskResponse.Post(simulated, "/shops/desk1", ("shopPass", "secret2"));
        Assert.Equal("secret2", (await simulated.ShopById("desk1")).ShopPass);
    }

    [Theory]
    [InlineData("2026-01-31", "2026-01-31")]
    [InlineData("",           "2026-01-15")]
    public async Task Charge_file_form_redirects_to_the_file_of_its_day_or_of_today(string date, string day)
    {
        await using var simulated = await SimulatorFixture.Start();
        var answer = await DeskResponse.Get(simulated, $"/contracts/charge-file?shopId=tshop00000001&date={date}");
        Assert.Equal($"/api/shops/tshop00000001/charge-file?date={day}", answer.Location);
    }
}
