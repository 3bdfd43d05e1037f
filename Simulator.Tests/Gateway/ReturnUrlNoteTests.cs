using KantanSim.Gateway;
using KantanSim.Merchants;
using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Gateway;

/// <summary>A RetURL to which no browser may be sent gets a note on the payment request and on the return.</summary>
public sealed class ReturnUrlNoteTests
{
    [Theory]
    [InlineData("http://127.0.0.1:3000/return", null)]
    [InlineData("http://shop.localhost/return", null)]
    [InlineData("https://shop.test/return", null)] // depends on its addresses
    [InlineData("http://203.0.113.9/return", "The host 203.0.113.9 is not among those that KantanSim:NotifyAllow allows")]
    [InlineData("http://metadata.google.internal/", "The host metadata.google.internal is not among those")]
    [InlineData("/return", "RetURL \"/return\" is not an absolute http or https URL")]
    [InlineData("shop.test/return", "is not an absolute http or https URL")]
    [InlineData("ftp://user:pw@shop.test/", "RetURL \"ftp://user:***@shop.test/\" is not an absolute http or https URL")]
    public void A_RetURL_is_checked_without_DNS(string url, string? reason)
    {
        var note = ReturnUrlNotes.Of(url, new AllowedHosts(AllowedHosts.Default));
        if (reason is null) Assert.Null(note);
        else Assert.Contains(reason, note!.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_note_is_on_the_call_on_the_timeline_on_the_browser_page_and_in_the_log()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--Logging:LogLevel:Default=Information");
        var logged = simulated.Logged(LogLevel.Information);
        var order = await simulated.RegisterPayment("RETURN-1");
        var exec = await simulated.CallOperation("ExecTranRecruit", order, ("RetURL", "http://203.0.113.9/return"), ("ItemName", "x"));
        Assert.Equal(["AccessID", "Token", "StartURL"], exec.Keys);
        const string reason = "The browser is not sent to RetURL. "
            + "The host 203.0.113.9 is not among those that KantanSim:NotifyAllow allows";
        Assert.Contains(reason, await simulated.Page("/traffic"), StringComparison.Ordinal);
        var expected = $"ExecTranRecruit OrderID RETURN-1 AccessID {order.AccessId}: ok. {reason}";
        Assert.Contains(logged, line => line.Contains(expected, StringComparison.Ordinal));
        await simulated.PostConsumerAction(order, """{"action":"approve"}""");
        var timeline = (await simulated.Transaction(order))["timeline"]!.AsArray();
        var refused = Assert.Single(timeline, entry => (string?)entry!["what"] == "return by the browser refused");
        Assert.StartsWith(reason, (string)refused!["notes"]![0]!, StringComparison.Ordinal);
        using var arrival = await simulated.OpenStartUrl(order with { Token = exec["Token"] });
        var page = await arrival.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("ホスト 203.0.113.9 は KantanSim:NotifyAllow", page, StringComparison.Ordinal);
    }
}
