using KantanSim.Tests.Kit;

namespace KantanSim.Tests.Desk;

/// <summary>What the desk's forms do is what the control API does.</summary>
public sealed class DeskTests
{
    [Fact]
    public async Task An_armed_scenario_is_played_by_the_next_order_that_fits_and_can_be_taken_back_alone()
    {
        await using var simulated = await Simulated.Start();
        await DeskPage.Post(simulated, "/scenarios/arm", ("scenario", "cancel"), ("page", ""), ("times", "1"), ("shopId", ""), ("orderId", "ABC-*"));
        var told = await DeskPage.Post(simulated, "/scenarios/arm?q=time&done=armed", ("scenario", "timeout"), ("page", "one"), ("times", "2"), ("shopId", "tshop00000001"), ("orderId", ""));
        Assert.Equal((303, "/scenarios/timeout?q=time&done=armed&what=timeout#armed"), (told.Http, told.Location));
        var armed = (await simulated.Api(HttpMethod.Get, "/scenarios/armed"))["body"]!["items"]!.AsArray();
        Assert.Equal(["""{"id":"arm-00000001","scenario":"cancel","times":1,"shopId":null,"orderId":"ABC-*"}""", """{"id":"arm-00000002","scenario":"timeout","times":2,"shopId":"tshop00000001","orderId":null}"""], armed.Select(arm => arm!.ToJsonString()));
        await DeskPage.Post(simulated, "/scenarios/disarm", ("id", "arm-00000002"));
        await DeskPage.Post(simulated, "/scenarios/disarm", ("id", "arm-00000002"));
        Assert.Equal("cancel", (string?)(await simulated.Transaction(await simulated.Enters("ABC-1")))["scenario"]);
        Assert.Equal("success", (string?)(await simulated.Transaction(await simulated.Enters("ABC-2")))["scenario"]);
        Assert.Equal(404, (int?)(await simulated.Api(HttpMethod.Delete, "/scenarios/armed/arm-00000001"))["http"]);
    }

    [Fact]
    public async Task All_that_is_due_can_be_paged_through_soonest_first_and_jumped_to()
    {
        await using var simulated = await Simulated.Start();
        foreach (var number in Enumerable.Range(1, 60)) await simulated.Executes($"DUE-{number:00}");
        await simulated.Advance("PT1S");
        var first = await DeskPage.Get(simulated, "/clock?lang=en");
        Assert.Contains("60 in all", first.Text, StringComparison.Ordinal);
        var next = System.Text.RegularExpressions.Regex.Match(first.Html, "href=\"(/clock[^\"#]*)#due\" data-testid=\"later\"").Groups[1].Value;
        var second = await DeskPage.Get(simulated, next);
        string[] Orders(DeskPage page) => [.. System.Text.RegularExpressions.Regex.Matches(page.Html, ">(DUE-\\d\\d)<").Select(match => match.Groups[1].Value)];
        Assert.Equal((50, 10), (Orders(first).Length, Orders(second).Length));
        Assert.Equal(60, Orders(first).Concat(Orders(second)).Distinct().Count());
        Assert.Equal(303, (await DeskPage.Post(simulated, "/clock/advance", ("to", "next"))).Http);
        Assert.Equal(0, (int?)(await simulated.Api(HttpMethod.Get, "/transactions?status=REQSUCCESS"))["body"]!["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("manual", "2026-02-01T09:30", "2026-02-01T00:30:00+00:00")]
    [InlineData("manual", "2026-02-01T09:30:15", "2026-02-01T00:30:15+00:00")]
    [InlineData("manual", "2026-02-01T09:30:00Z", "2026-02-01T09:30:00+00:00")]
    [InlineData("manual", "", "2026-01-15T00:00:00+00:00")]
    public async Task A_moment_without_an_offset_is_Japan_s(string mode, string now, string stands)
    {
        await using var simulated = await Simulated.Start();
        Assert.Equal(303, (await DeskPage.Post(simulated, "/clock/set", ("mode", mode), ("now", now))).Http);
        Assert.Equal((mode, DateTimeOffset.Parse(stands, System.Globalization.CultureInfo.InvariantCulture)),
            ((string?)(await simulated.Api(HttpMethod.Get, "/clock"))["body"]!["mode"], (await simulated.Api(HttpMethod.Get, "/clock"))["body"]!["now"]!.GetValue<DateTimeOffset>()));
    }

    [Fact]
    public async Task A_member_s_form_saves_all_of_it_and_a_row_that_is_taken_away_is_gone()
    {
        await using var simulated = await Simulated.Start();
        (string, string)[] written =
        [
            ("points", "42"), ("cards[0].id", "visa"), ("cards[0].label", "VISA"), ("cards[1].id", "bad"), ("cards[1].label", "Bad"), ("cards[1].declines", "true"), ("cards[2].id", ""), ("cards[2].label", ""),
            ("coupons[0].id", "C1"), ("coupons[0].labelEn", "One"), ("coupons[0].labelJa", ""), ("coupons[0].discount", "10"), ("coupons[0].fundedBy", "Shop"), ("coupons[0].used", "true"), ("coupons[1].id", ""), ("coupons[1].fundedBy", ""),
        ];
        Assert.Equal("/members?q=a&done=saved&what=taro#member-taro", (await DeskPage.Post(simulated, "/members/taro/save?q=a", written)).Location);
        var taro = await simulated.Member("taro");
        Assert.Equal(42, (int?)taro["points"]);
        Assert.Equal("""[{"id":"visa","label":"VISA","declines":false},{"id":"bad","label":"Bad","declines":true}]""", taro["cards"]!.ToJsonString());
        Assert.Equal("""{"id":"C1","labelEn":"One","labelJa":"\u30AF\u30FC\u30DD\u30F3","discount":10,"fundedBy":"Shop","used":true}""", taro["coupons"]![0]!.ToJsonString());
        await DeskPage.Post(simulated, "/members/taro/save", [.. written, ("remove", "cards[0]")]);
        await DeskPage.Post(simulated, "/members/taro/save", ("remove", "coupons[0]"), ("cards[1].id", "bad"), ("cards[1].label", "Bad"), ("coupons[0].id", "C1"), ("coupons[0].discount", "10"));
        taro = await simulated.Member("taro");
        Assert.Equal(("bad", 1, 0), ((string?)taro["cards"]![0]!["id"], taro["cards"]!.AsArray().Count, taro["coupons"]!.AsArray().Count));
    }

    [Theory]
    [InlineData("/members/reset")]
    [InlineData("/api/members/reset")]
    public async Task The_built_in_members_come_back_as_they_were(string path)
    {
        await using var simulated = await Simulated.Start();
        var before = (await simulated.Api(HttpMethod.Get, "/members"))["body"]!.ToJsonString();
        await simulated.Api(HttpMethod.Delete, "/members/jiro");
        await simulated.Api(HttpMethod.Put, "/members/taro", """{"points":1}""");
        await simulated.Api(HttpMethod.Put, "/members/other");
        Assert.InRange((await DeskPage.Post(simulated, path)).Http, 200, 303);
        Assert.Equal(before, (await simulated.Api(HttpMethod.Get, "/members"))["body"]!.ToJsonString());
    }

    [Fact]
    public async Task A_shop_keeps_what_its_form_does_not_change_and_its_password_is_never_shown()
    {
        await using var simulated = await Simulated.Start();
        await simulated.AddsShop("desk1", ("ReturnKeys", ""), ("ConsumerCancel", "AuthProcess"), ("WalletMinutes", "5"));
        var page = await DeskPage.Get(simulated, "/shops/desk1?lang=en");
        Assert.DoesNotContain("kantansim1", page.Html, StringComparison.Ordinal);
        Assert.Matches("name=\"empty.ReturnKeys\" value=\"true\" checked", page.Html);
        await DeskPage.Post(simulated, "/shops/desk1", ("name", "D"), ("notifyUrl", ""), ("shopPass", ""), ("scenario", "cancel"), ("recruit", "Pending"),
            ("protocol.ReturnKeys", ""), ("empty.ReturnKeys", "true"), ("protocol.ConsumerCancel", ""), ("protocol.WalletMinutes", "7"), ("protocol.ChangeUpward", ""));
        Assert.Equal("""{"shopId":"desk1","shopPass":"kantansim1","name":"D","notifyUrl":"","scenario":"cancel","recruit":"Pending","protocol":{"ReturnKeys":"","WalletMinutes":"7"}}""",
            (await simulated.Api(HttpMethod.Get, "/shops/desk1"))["body"]!.ToJsonString());
        await DeskPage.Post(simulated, "/shops/desk1", ("shopPass", "secret2"));
        var shop = (await simulated.Api(HttpMethod.Get, "/shops/desk1"))["body"]!;
        Assert.Equal(("secret2", "{}", "D"), ((string?)shop["shopPass"], shop["protocol"]!.ToJsonString(), (string?)shop["name"]));
    }

    [Fact]
    public async Task A_connectivity_test_shows_what_was_sent_and_how_the_answer_is_read()
    {
        await using var simulated = await Simulated.Start(merchantSays: "1");
        Assert.Equal("/shops/tshop00000001?done=tested#test", (await DeskPage.Post(simulated, "/shops/tshop00000001/test")).Location);
        var text = (await DeskPage.Get(simulated, "/shops/tshop00000001?lang=en")).Text;
        Assert.Contains("You answered 1 (NG): the gateway counts that as not received.", text, StringComparison.Ordinal);
        Assert.Contains("HTTP 200 1 ", text, StringComparison.Ordinal);
        Assert.Contains("ErrInfo E00000000 ", text, StringComparison.Ordinal);
        Assert.Equal("E00000000", simulated.Received("/notify")[0]["ErrInfo"]);
    }

    [Fact]
    public async Task A_reset_says_what_it_forgets_and_leaves_the_others()
    {
        await using var simulated = await Simulated.Start();
        await simulated.AddsShop("desk1");
        await simulated.Enters("GONE-1", shop: "desk1");
        var kept = await simulated.Enters("KEPT-1");
        await DeskPage.Post(simulated, "/scenarios/arm", ("scenario", "cancel"), ("shopId", "desk1"));
        var ask = await DeskPage.Get(simulated, "/shops/desk1/reset?lang=en");
        Assert.Matches("due for them 1 Deposits 0 Armed scenarios 1 ", ask.Text);
        Assert.Equal("/shops?done=reset&what=desk1", (await DeskPage.Post(simulated, "/shops/desk1/reset")).Location);
        Assert.Equal(kept.AccessId, (string?)Assert.Single((await simulated.Api(HttpMethod.Get, "/transactions"))["body"]!["items"]!.AsArray())!["accessId"]);
        Assert.Equal("/shops?done=reset-all", (await DeskPage.Post(simulated, "/reset")).Location);
        Assert.Empty((await simulated.Api(HttpMethod.Get, "/transactions"))["body"]!["items"]!.AsArray());
    }

    [Fact]
    public async Task A_day_s_charge_file_is_a_click_away()
    {
        await using var simulated = await Simulated.Start();
        Assert.Equal("/api/shops/tshop00000001/charge-file?date=2026-01-31", (await DeskPage.Get(simulated, "/contracts/charge-file?shopId=tshop00000001&date=2026-01-31")).Location);
        Assert.Equal("/api/shops/tshop00000001/charge-file?date=2026-01-15", (await DeskPage.Get(simulated, "/contracts/charge-file?shopId=tshop00000001&date=")).Location);
    }

    [Theory]
    [InlineData("/scenarios/arm")]
    [InlineData("/clock/advance")]
    [InlineData("/members/reset")]
    [InlineData("/reset")]
    public async Task Another_site_s_page_cannot_use_the_desk(string path)
    {
        await using var simulated = await Simulated.Start();
        using var http = new HttpClient { BaseAddress = new(simulated.Url) };
        http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(403, (int)answer.StatusCode);
    }

    [Fact]
    public async Task The_operator_s_token_guards_the_desk()
    {
        await using var simulated = await Simulated.Start(settings: "--KantanSim:AdminToken=s3cret");
        foreach (var path in new[] { "/scenarios", "/clock", "/members", "/shops", "/contracts", "/reset" }) Assert.Equal(401, (await DeskPage.Get(simulated, path)).Http);
        Assert.Equal(401, (await DeskPage.Post(simulated, "/clock/advance", ("by", "PT1H"))).Http);
    }
}
