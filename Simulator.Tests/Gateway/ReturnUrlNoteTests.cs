using KantanSim.Gateway;
using KantanSim.Merchants;
using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Gateway;

/// <summary>A RetURL to which no browser may be sent is told with the payment request, and on the way back; the answers' bytes stay.</summary>
public sealed class ReturnUrlNoteTests
{
    [Theory]
    [InlineData("http://127.0.0.1:3000/return", null)]
    [InlineData("http://shop.localhost/return", null)]
    [InlineData("https://shop.test/return", null)] // only its addresses tell
    [InlineData("http://203.0.113.9/return", "The host 203.0.113.9 is not among those that KantanSim:NotifyAllow allows")]
    [InlineData("http://metadata.google.internal/", "The host metadata.google.internal is not among those")]
    [InlineData("/return", "RetURL \"/return\" is no absolute http or https URL")]
    [InlineData("shop.test/return", "is no absolute http or https URL")]
    [InlineData("ftp://user:pw@shop.test/", "RetURL \"ftp://user:***@shop.test/\" is no absolute http or https URL")]
    public void Url_itself_tells_whether_a_browser_may_be_sent_there(string url, string? reason)
    {
        var note = ReturnUrlNotes.Of(url, new AllowedHosts(AllowedHosts.Default));
        if (reason is null) Assert.Null(note);
        else Assert.Contains(reason, note!.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reason_is_with_the_call_on_the_timeline_on_the_page_of_the_browser_and_in_the_log()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--Logging:LogLevel:Default=Information");
        var logged = simulated.Logged(LogLevel.Information);
        var order = await simulated.RegisterPayment("RETURN-1");
        var exec = await simulated.CallOperation("ExecTranRecruit", order, ("RetURL", "http://203.0.113.9/return"), ("ItemName", "x"));
        Assert.Equal(["AccessID", "Token", "StartURL"], exec.Keys);
        const string reason = "The browser is not sent to RetURL. The host 203.0.113.9 is not among those that KantanSim:NotifyAllow allows";
        Assert.Contains(reason, await simulated.Page("/traffic"), StringComparison.Ordinal);
        Assert.Contains(logged, line => line.Contains($"ExecTranRecruit OrderID RETURN-1 AccessID {order.AccessId}: ok. {reason}", StringComparison.Ordinal));
        await simulated.PostConsumerAction(order, """{"action":"approve"}""");
        Assert.Contains((await simulated.Transaction(order))["timeline"]!.AsArray(), line =>
            (string?)line!["what"] == "return by the browser refused" && ((string)line["notes"]![0]!).StartsWith(reason, StringComparison.Ordinal));
        using var arrival = await simulated.OpenStartUrl(order with { Token = exec["Token"] });
        var page = await arrival.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("ホスト 203.0.113.9 は KantanSim:NotifyAllow", page, StringComparison.Ordinal);
    }
}
