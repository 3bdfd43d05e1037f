using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Gateway;

/// <summary>Notes reach the payment, the list of calls, both pages and the log, and change no byte of the answer.</summary>
public sealed class CallNotesJourneyTests
{
    // 「マグ」 as UTF-8.
    const string Utf8Name = "%E3%83%9E%E3%82%B0";

    [Fact]
    public async Task UTF_8_in_ItemName_is_told_on_the_payment_among_the_calls_and_in_the_log()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--Logging:LogLevel:Default=Information");
        var logged = simulated.Logged(LogLevel.Information);
        var order = await simulated.RegisterPayment("NOTE-1");
        var form = string.Join('&', order.Fields.Select(field => $"{field.Name}={field.Value}"));
        (await simulated.PostForm("/payment/ExecTranRecruit.idPass", $"{form}&RetURL=http%3A%2F%2Flocalhost%2F&ItemName={Utf8Name}")).Dispose();
        var note = Assert.Single((await simulated.TransactionOf(order)).Notes!);
        Assert.Equal("ItemName is valid UTF-8, and was read as CP932: “繝槭げ”, where UTF-8 says “マグ”. The gateway speaks CP932.", note);
        Assert.Equal("繝槭げ", (await simulated.TransactionOf(order)).ItemName);
        Assert.Equal([note], (await simulated.Calls("?api=ExecTranRecruit")).Single().Notes);
        Assert.Contains(logged, line => line.Contains(note, StringComparison.Ordinal));
        foreach (var page in new[] { $"/payments/{order.AccessId}", "/traffic" })
        {
            Assert.Contains("where UTF-8 says “マグ”", await simulated.Page($"{page}?lang=en"), StringComparison.Ordinal);
            Assert.Contains("UTF-8では「マグ」です", await simulated.Page($"{page}?lang=ja"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Call_with_its_fields_in_the_query_is_listed_with_the_query_masked()
    {
        await using var simulated = await SimulatorFixture.Start();
        (await simulated.PostForm("/payment/EntryTranRecruit.idPass?ShopID=tshop00000001&ShopPass=kantansim1&OrderID=Q-1", "")).Dispose();
        var call = Assert.Single(await simulated.Calls());
        Assert.Equal("ShopID=tshop00000001&ShopPass=**********&OrderID=Q-1", call.Query);
        Assert.StartsWith("The fields ShopID, ShopPass, OrderID stand in the URL's query", Assert.Single(call.Notes), StringComparison.Ordinal);
        var page = await simulated.Page("/traffic?lang=en");
        Assert.Contains("ShopPass=**********&amp;OrderID=Q-1", page, StringComparison.Ordinal);
        Assert.DoesNotContain("kantansim1", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_are_listed_in_pages_and_by_filter()
    {
        await using var simulated = await SimulatorFixture.Start();
        foreach (var id in new[] { "C-1", "C-2", "C-3" }) await simulated.RegisterPayment(id);
        var first = await simulated.Read<ListDto<CallDto>>("/calls?limit=2");
        Assert.Equal(["C-3", "C-2"], first.Items.Select(call => call.Request["OrderID"]));
        var rest = await simulated.Read<ListDto<CallDto>>($"/calls?cursor={first.Cursor}");
        Assert.Equal(("C-1", null), (rest.Items.Single().Request["OrderID"], rest.Cursor));
        Assert.Equal("C-2", (await simulated.Calls("?orderId=C-2&shopId=tshop00000001&api=EntryTranRecruit")).Single().Request["OrderID"]);
        Assert.Empty(await simulated.Calls("?shopId=other"));
    }
}
