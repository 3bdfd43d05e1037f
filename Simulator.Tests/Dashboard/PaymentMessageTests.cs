using System.Net;
using System.Text.RegularExpressions;
using KantanSim.Tests.Kit;

namespace KantanSim.Tests.Dashboard;

/// <summary>What happened to order X: the messages decoded and raw, the shop's answers as the gateway reads them, and copies for elsewhere.</summary>
public sealed partial class PaymentMessageTests
{
    [Theory]
    [InlineData("<html>ok</html>", "You answered 200 with a page of HTML: the gateway counts that as not received, it wants the body 0.")]
    [InlineData("{\"ok\":true}", "You answered 200 with JSON")]
    [InlineData("", "You answered 200 with an empty body")]
    [InlineData("OK", "You answered 200 with the body “OK”")]
    [InlineData("0\nthanks", "You answered 200 with a body that only begins with 0")]
    [InlineData("1", "You answered 1 (NG): the gateway counts that as not received.")]
    [InlineData("0", "You answered 0: received.")]
    public async Task The_shop_s_answer_is_read_as_the_gateway_reads_it(string answer, string reading)
    {
        await using var simulated = await Simulated.Start(merchantSays: answer);
        var order = await simulated.Pays("READ-1");
        await simulated.Api(HttpMethod.Get, $"/transactions/{order.AccessId}/wait?answered=AUTH");
        var page = await simulated.Page($"/payments/{order.AccessId}");
        Assert.Contains(reading, WebUtility.HtmlDecode(Value(page, "reading")), StringComparison.Ordinal);
        Assert.Equal(answer != "0", page.Contains("Next try in 60 minutes.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_shop_without_a_server_or_a_url_is_told_so()
    {
        await using var simulated = await Simulated.Start();
        await simulated.Api(HttpMethod.Put, "/shops/tshop00000001", """{"notifyUrl":"http://127.0.0.1:1/notify"}""");
        var order = await simulated.Pays("READ-2");
        await simulated.Advance("PT1S");
        var page = await simulated.Page($"/payments/{order.AccessId}");
        Assert.Contains("Your server was not reached", Value(page, "reading"), StringComparison.Ordinal);
        Assert.Contains("The shop does not know of AUTH: one try, not received. Next try in 60 minutes.", page, StringComparison.Ordinal);
        await simulated.Advance("PT6H");
        Assert.Contains("6 tries, none received. It is not tried again.", await simulated.Page($"/payments/{order.AccessId}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_is_shown_byte_by_byte_as_it_came_and_without_its_passwords()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Enters("RAW-1");
        // Sent as UTF-8 by mistake, and with an escape that nobody needs: that is what a developer has to see.
        var form = string.Join('&', order.Fields.Select(field => $"{field.Name}={field.Value}")) + "&RetURL=http%3A%2F%2F127.0.0.1%2Fback&ItemName=%E3%83%9D&ClientField1=%41";
        await simulated.PostForm("/payment/ExecTranRecruit.idPass", form);
        var page = WebUtility.HtmlDecode(await simulated.Page($"/payments/{order.AccessId}"));
        Assert.Contains("&ItemName=%E3%83%9D&ClientField1=%41</pre>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("kantansim1", page, StringComparison.Ordinal);
        Assert.DoesNotContain(order.AccessPass, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_s_japanese_bytes_are_shown_as_bytes()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Enters("RAW-2");
        await simulated.Operates("ExecTranRecruit", order, ("RetURL", "http://127.0.0.1/back"), ("ItemName", "ポット"), ("ClientField1", "表"));
        await simulated.Plays(order);
        var page = WebUtility.HtmlDecode(await simulated.Page($"/payments/{order.AccessId}"));
        Assert.Contains("ItemName=%83%7C%83b%83g", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_can_be_repeated_from_its_copy_as_curl()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Executes("CURL-1");
        var page = WebUtility.HtmlDecode(await simulated.Page($"/payments/{order.AccessId}"));
        var curl = Curl().Match(page).Value;
        Assert.StartsWith($"curl '{simulated.Url}/payment/ExecTranRecruit.idPass' --data-raw 'ShopID=tshop00000001'&ShopPass=\"$SHOP_PASS\"&'AccessID={order.AccessId}'", curl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notification_that_the_scenario_alters_is_shown_as_it_was_sent()
    {
        await using var simulated = await Simulated.Playing("forged", """
            name: forged
            title: { en: forged, ja: 改ざん }
            description: { en: the amount is another, ja: 金額を書き換える }
            rules:
              - when: notifying
                match: { status: AUTH }
                then: { send: { fields: { Amount: "1" } } }
            """);
        var order = await simulated.Pays("ALTER-1", scenario: "forged");
        await simulated.Api(HttpMethod.Get, $"/transactions/{order.AccessId}/wait?answered=AUTH");
        var line = (await simulated.Transaction(order))["timeline"]!.AsArray().Last(one => ((string?)one!["what"])!.StartsWith("result notification AUTH ", StringComparison.Ordinal))!;
        Assert.Equal("1", (string?)line["request"]!["Amount"]);
    }

    [Fact]
    public async Task The_payment_as_mermaid_names_its_parties_and_messages_in_order()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Pays("MER-1");
        var page = WebUtility.HtmlDecode(await simulated.Page($"/payments/{order.AccessId}"));
        var mermaid = Regex.Match(page, "<pre class=\"raw\" id=\"mermaid\"[^>]*>(.*?)</pre>", RegexOptions.Singleline).Groups[1].Value.Split('\n');
        Assert.Equal("sequenceDiagram", mermaid[0]);
        Assert.Contains("  C->>M: 1 purchase (seen by the gateway only through step 2)", mermaid);
        Assert.Contains("  W->>G: 8 completion notice: AUTH", mermaid);
        Assert.All(mermaid, line => Assert.DoesNotMatch("(?<!#35);", line));
    }

    static string Value(string page, string testId) => Regex.Matches(page, $"data-testid=\"{testId}\">([^<]*)<")[^1].Groups[1].Value;

    [GeneratedRegex("curl '[^<]*ExecTranRecruit[^<]*")]
    private static partial Regex Curl();
}
