using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Advice;

/// <summary>Findings over the control API, and that they stay.</summary>
public sealed class AdviceTests
{
    [Fact]
    public async Task Finding_has_its_rule_sentence_remedy_and_evidence()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.LosesAnswer("LOST-1");
        await simulated.Advance("PT1H");
        var finding = Assert.Single(await simulated.Advice(rule: "lost-answer-not-searched"));
        Assert.Equal(
            ("warning", "tshop00000001", "LOST-1", order.AccessId),
            (finding.Severity, finding.ShopId, finding.OrderId, finding.AccessId));
        Assert.Equal("The connection of ExecTranRecruit broke at 09:00, "
            + "and your shop did not get the outcome from SearchTradeMulti within an hour.",
            finding.Sentence);
        Assert.StartsWith("After a lost answer ask SearchTradeMulti", finding.Remedy, StringComparison.Ordinal);
        Assert.Equal("docs/merchant.md#lost-answer-not-searched", finding.Help);
        Assert.Equal(["ExecTranRecruit"], finding.Evidence.Select(entry => entry.What));
    }

    [Fact]
    public async Task Lost_answer_is_no_finding_before_an_hour_has_passed_or_when_the_shop_has_searched()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.LosesAnswer("LOST-1");
        await simulated.LosesAnswer("LOST-2");
        await simulated.SearchTrade(order);
        await simulated.Advance("PT59M");
        Assert.Empty(await simulated.Advice("lost-answer-not-searched"));
        await simulated.Advance("PT1M");
        Assert.Equal(["LOST-2"], (await simulated.Advice("lost-answer-not-searched")).Select(finding => finding.OrderId));
    }

    [Fact]
    public async Task Redirected_notification_names_the_target_and_the_next_try()
    {
        using var merchant = new RawMerchant("HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { notifyUrl = merchant.Url });
        var order = await simulated.Pay("REDIRECT-1");
        await simulated.Advance("PT0S");
        var findings = await simulated.Advice("notification-redirect");
        Assert.All(findings, finding => Assert.Equal(("error", order.AccessId), (finding.Severity, finding.AccessId)));
        Assert.Contains(
            "The notification AUTH of 09:00 was redirected. Your shop answered 302 to /login; the gateway does not follow redirects. "
                + "Next try at 10:00.",
            findings.Select(finding => finding.Sentence));
    }

    [Theory]
    [InlineData("2026-01-15T10:00:00%2B09:00", 1)]
    [InlineData("2026-01-15T10:00:00+09:00", 1)]
    [InlineData("2026-01-15T10:00:00", 1)]
    [InlineData("2026-01-15+10:00:00", 1)]
    [InlineData("2026-01-15+10:00:00+09:00", 1)]
    [InlineData("2026-01-15T10:00:01", 0)]
    [InlineData("2026-01-15T01:00:00Z", 1)]
    public async Task Since_without_an_offset_is_in_Japan(string since, int count)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.LosesAnswer("LOST-1");
        await simulated.Advance("PT1H");
        var found = await simulated.Read<ListDto<AdviceDto>>($"/advice?rule=lost-answer-not-searched&since={since}");
        Assert.Equal(count, found.Items.Length);
    }

    [Theory]
    [InlineData("ja", "ja", "docs/ja/merchant.md")]
    [InlineData("fr, ja;q=0.5, en;q=0.1", "ja", "docs/ja/merchant.md")]
    [InlineData("en, ja", "en", "docs/merchant.md")]
    [InlineData(null, "en", "docs/merchant.md")]
    public async Task Texts_are_in_the_preferred_language(string? accepted, string language, string document)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.LosesAnswer("LOST-1");
        await simulated.Advance("PT1H");
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{simulated.Url}/api/advice?rule=lost-answer-not-searched");
        if (accepted is not null) request.Headers.Add("Accept-Language", accepted);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal([language], answer.Content.Headers.ContentLanguage);
        Assert.Contains("Accept-Language", answer.Headers.Vary);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var finding = System.Text.Json.Nodes.JsonNode.Parse(body)!["items"]![0]!;
        Assert.Equal($"{document}#lost-answer-not-searched", (string?)finding["help"]);
        Assert.All(["title", "sentence", "why", "remedy"], name => Assert.Equal(language == "ja", IsJapanese((string)finding[name]!)));
    }

    [Fact]
    public async Task Evidence_of_a_post_to_the_shop_has_the_HTTP_status()
    {
        using var failing = new RawMerchant("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("RETURN-1");
        await simulated.CallOperation("ExecTranRecruit", order, ("RetURL", $"{failing.Url}/return"), ("ItemName", "pot"));
        await simulated.PlayConsumer(order);
        await simulated.Advance("PT1S");
        var finding = await simulated.Finding("return-failed");
        Assert.Contains(finding.Evidence, one => one.Answer is { } answer && answer.GetValueOrDefault("HTTP status") == "500");
    }

    static bool IsJapanese(string text) => text.Any(letter => letter is >= 'ぁ' and <= 'ヶ');
}
