using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>A payment's messages on its page: decoded and raw, explanations of the merchant's answers, curl and Mermaid copies.</summary>
public sealed partial class PaymentMessageTests
{
    [Theory]
    [InlineData("<html>ok</html>", "You answered 200 with a page of HTML: the gateway counts that as not received. It expects the body 0.")]
    [InlineData("{\"ok\":true}", "You answered 200 with JSON")]
    [InlineData("", "You answered 200 with an empty body")]
    [InlineData("OK", "You answered 200 with the body “OK”")]
    [InlineData("0\nthanks", "You answered 200 with a body that only begins with 0")]
    [InlineData("1", "You answered 1 (NG): the gateway counts that as not received.")]
    [InlineData("0", "You answered 0: received.")]
    public async Task Payment_page_explains_how_the_gateway_reads_the_merchant_s_answer(string answer, string reading)
    {
        await using var simulated = await SimulatorFixture.Start(merchantSays: answer);
        var order = await simulated.Pay("READ-1");
        await simulated.WaitFor(order, "answered=AUTH");
        var page = await simulated.Page($"/payments/{order.AccessId}");
        Assert.Contains(reading, WebUtility.HtmlDecode(Value(page, "reading")), StringComparison.Ordinal);
        Assert.Equal(answer != "0", page.Contains("Next try in 60 minutes.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Payment_page_reports_an_unreachable_merchant_until_the_last_attempt()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { notifyUrl = "http://127.0.0.1:1/notify" });
        var order = await simulated.Pay("READ-2");
        await simulated.Advance("PT1S");
        var page = await simulated.Page($"/payments/{order.AccessId}");
        Assert.Contains("Your server was not reached", Value(page, "reading"), StringComparison.Ordinal);
        Assert.Contains("/notify was not reached (1 try). Nothing listens on 127.0.0.1:1", page, StringComparison.Ordinal);
        await simulated.Advance("PT6H");
        page = await simulated.Page($"/payments/{order.AccessId}");
        Assert.Contains("/notify was not reached (6 tries). ", page, StringComparison.Ordinal);
        Assert.Contains(" It is not tried again.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payment_page_reports_that_the_notification_URL_was_removed_before_a_retry()
    {
        await using var simulated = await SimulatorFixture.Start(merchantSays: "1");
        var order = await simulated.Pay("READ-3");
        await simulated.Advance("PT1S");
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { notifyUrl = "" });
        await simulated.Advance("PT1H");
        var page = await simulated.Page($"/payments/{order.AccessId}");
        Assert.Equal("Nothing was sent: the shop has no notification URL.", Value(page, "reading"));
    }

    [Fact]
    public async Task Payment_page_shows_a_request_with_the_escapes_that_were_sent()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("RAW-1");
        // UTF-8 instead of CP932, and an unnecessary escape: the developer has to see both.
        var page = await RequestShown(simulated, order, "&ItemName=%E3%83%9D&ClientField1=%41");
        Assert.Contains("&ItemName=%E3%83%9D&ClientField1=%41</pre>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payment_page_shows_no_password_of_a_request()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("RAW-1");
        var page = await RequestShown(simulated, order, "&ItemName=Pot");
        Assert.Contains("&ItemName=Pot</pre>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("kantansim1", page, StringComparison.Ordinal);
        Assert.DoesNotContain(order.AccessPass, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payment_page_shows_Japanese_text_of_an_answer_as_CP932_escapes()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("RAW-2");
        await simulated.CallOperation("ExecTranRecruit", order,
            ("RetURL", "http://127.0.0.1/back"), ("ItemName", "ポット"), ("ClientField1", "表"));
        await simulated.PlayConsumer(order);
        var page = WebUtility.HtmlDecode(await simulated.Page($"/payments/{order.AccessId}"));
        Assert.Contains("ItemName=%83%7C%83b%83g", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curl_copy_repeats_the_call_with_a_variable_for_the_password()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("CURL-1");
        var page = WebUtility.HtmlDecode(await simulated.Page($"/payments/{order.AccessId}"));
        var curl = Curl().Match(page).Value;
        // A shell function in the place of curl prints the URL and the body.
        const string setUp = "curl() { printf '%s' \"$1 $3\"; }; SHOP_PASS=kantansim1 ACCESS_PASS=secret";
        var start = new ProcessStartInfo("bash", ["-c", $"{setUp}; {curl}"])
        {
            RedirectStandardOutput = true,
        };
        using var bash = Process.Start(start)!;
        var printed = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith(
            $"{simulated.Url}/payment/ExecTranRecruit.idPass "
                + $"ShopID=tshop00000001&ShopPass=kantansim1&AccessID={order.AccessId}&AccessPass=secret&",
            printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeline_shows_an_altered_notification_as_it_was_sent()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("forged", """
            name: forged
            title: { en: forged, ja: 改ざん }
            description: { en: the amount is another, ja: 金額を書き換える }
            rules:
              - when: notifying
                match: { status: AUTH }
                then: { send: { fields: { Amount: "1" } } }
            """);
        var order = await simulated.Pay("ALTER-1", scenario: "forged");
        var paid = await simulated.WaitFor(order, "answered=AUTH");
        var line = paid.Timeline!.Last(one => one.What.StartsWith("result notification AUTH ", StringComparison.Ordinal));
        Assert.Equal("1", line.Request!["Amount"]);
    }

    [Fact]
    public async Task Mermaid_copy_is_a_valid_sequence_diagram_of_the_payment()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("MER-1");
        var page = WebUtility.HtmlDecode(await simulated.Page($"/payments/{order.AccessId}"));
        var mermaid = Mermaid().Match(page).Groups[1].Value.Split('\n');
        Assert.Equal("sequenceDiagram", mermaid[0]);
        Assert.Contains("  C->>M: 1 purchase (seen by the gateway only through step 2)", mermaid);
        Assert.Contains("  W->>G: 8 completion notice: AUTH", mermaid);
        Assert.All(mermaid, line => Assert.DoesNotMatch("(?<!#35);", line));
    }

    static async Task<string> RequestShown(SimulatorFixture simulated, TestOrder order, string fields)
    {
        var access = string.Join('&', order.Fields.Select(field => $"{field.Name}={field.Value}"));
        var form = $"{access}&RetURL=http%3A%2F%2F127.0.0.1%2Fback{fields}";
        using var answer = await simulated.PostForm("/payment/ExecTranRecruit.idPass", form);
        return WebUtility.HtmlDecode(await simulated.Page($"/payments/{order.AccessId}"));
    }

    static string Value(string page, string testId) => Regex.Matches(page, $"data-testid=\"{testId}\">([^<]*)<")[^1].Groups[1].Value;

    [GeneratedRegex("<pre class=\"raw\" id=\"mermaid\"[^>]*>(.*?)</pre>", RegexOptions.Singleline)]
    private static partial Regex Mermaid();

    [GeneratedRegex("curl '[^<]*ExecTranRecruit[^<]*")]
    private static partial Regex Curl();
}
