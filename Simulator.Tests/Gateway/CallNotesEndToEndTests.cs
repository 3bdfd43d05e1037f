using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Gateway;

/// <summary>The notes on a call are shown with the payment, in the list of calls, on the pages of both and in the log.</summary>
public sealed class CallNotesEndToEndTests
{
    // 「マグ」 as UTF-8.
    const string Utf8Name = "%E3%83%9E%E3%82%B0";

    [Fact]
    public async Task A_note_on_UTF_8_in_ItemName_is_on_the_payment_in_the_list_of_calls_and_in_the_log()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--Logging:LogLevel:Default=Information");
        var logged = simulated.Logged(LogLevel.Information);
        var order = await simulated.RegisterPayment("NOTE-1");
        var access = string.Join('&', order.Fields.Select(field => $"{field.Name}={field.Value}"));
        var form = $"{access}&RetURL=http%3A%2F%2Flocalhost%2F&ItemName={Utf8Name}";
        (await simulated.PostForm("/payment/ExecTranRecruit.idPass", form)).Dispose();
        var note = Assert.Single((await simulated.TransactionOf(order)).Notes!);
        const string expected = "ItemName is valid UTF-8, but was decoded as CP932, the gateway's character set: “繝槭げ” instead of “マグ”.";
        Assert.Equal(expected, note);
        Assert.Equal("繝槭げ", (await simulated.TransactionOf(order)).ItemName);
        Assert.Equal([note], (await simulated.Calls("?api=ExecTranRecruit")).Single().Notes);
        Assert.Contains(logged, line => line.Contains(note, StringComparison.Ordinal));
        foreach (var page in new[] { $"/payments/{order.AccessId}", "/traffic" })
        {
            Assert.Contains("instead of “マグ”", await simulated.Page($"{page}?lang=en"), StringComparison.Ordinal);
            Assert.Contains("UTF-8では「マグ」です", await simulated.Page($"{page}?lang=ja"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_call_with_its_fields_in_the_query_string_is_listed_with_its_secrets_masked()
    {
        await using var simulated = await SimulatorFixture.Start();
        (await simulated.PostForm("/payment/EntryTranRecruit.idPass?ShopID=tshop00000001&ShopPass=kantansim1&OrderID=Q-1", "")).Dispose();
        var call = Assert.Single(await simulated.Calls());
        Assert.Equal("ShopID=tshop00000001&ShopPass=**********&OrderID=Q-1", call.Query);
        const string note = "The fields ShopID, ShopPass, OrderID are in the query string";
        Assert.StartsWith(note, Assert.Single(call.Notes), StringComparison.Ordinal);
        var page = await simulated.Page("/traffic?lang=en");
        Assert.Contains("ShopPass=**********&amp;OrderID=Q-1", page, StringComparison.Ordinal);
        Assert.DoesNotContain("kantansim1", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_are_listed_by_page_and_by_filter()
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
