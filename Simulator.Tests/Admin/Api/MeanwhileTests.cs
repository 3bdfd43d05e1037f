using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KantanSim.Consumers;
using KantanSim.Notifications;
using KantanSim.Operations;
using KantanSim.Scenarios.Files;
using KantanSim.Storage;
using KantanSim.Tests.Admin.Pages;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;
using KantanSim.Wallet;

namespace KantanSim.Tests.Admin.Api;

/// <summary>What an operator changes is a change of what is there in that moment: nothing is lost that came in between.</summary>
public sealed class MeanwhileTests
{
    [Fact]
    public async Task Points_that_a_payment_uses_while_its_member_is_saved_stay_used()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("MEANWHILE-1");
        (await simulated.OpenStartUrl(order)).Dispose();
        await Together(simulated, () =>
        [
            simulated.GetService<WalletService>().Approve(order.AccessId, "taro", new(PointsUse.Some(100), "WALLET100", "visa")),
            simulated.GetService<MemberService>().Save("taro", JsonBodyReader.FromForm(new() { ["hintEn"] = "changed" })),
        ]);
        Assert.Equal("AUTH", await simulated.Status(order));
        var taro = await simulated.Member("taro");
        Assert.Equal((400, true, "changed"), ((int)taro["points"]!, (bool)taro["coupons"]![0]!["used"]!, (string)taro["hintEn"]!));
    }

    [Fact]
    public async Task A_page_of_a_member_that_was_opened_before_a_payment_gives_back_none_of_its_points()
    {
        await using var simulated = await SimulatorFixture.Start();
        var form = FormOf(await DeskResponse.Get(simulated, "/members?lang=en"), "taro");
        await simulated.Pay("MEANWHILE-2", how: ""","points":100,"coupon":"SHOP200" """);
        form["hintEn"] = "changed";
        Assert.Equal(303, (await DeskResponse.Post(simulated, "/members/taro/save", [.. form.Select(field => (field.Key, field.Value))])).Http);
        var taro = await simulated.Member("taro");
        Assert.Equal((400, true, "changed"), ((int)taro["points"]!, (bool)taro["coupons"]![1]!["used"]!, (string)taro["hintEn"]!));
        form["points"] = "7";
        foreach (var name in form.Keys.Where(name => name.StartsWith("coupons[0]", StringComparison.Ordinal)).ToList()) form.Remove(name);
        await DeskResponse.Post(simulated, "/members/taro/save", [.. form.Select(field => (field.Key, field.Value))]);
        taro = await simulated.Member("taro");
        Assert.Equal((7, 1), ((int)taro["points"]!, taro["coupons"]!.AsArray().Count));
    }

    [Fact]
    public async Task Two_who_change_a_shop_at_once_both_have_what_they_asked_for()
    {
        await using var simulated = await SimulatorFixture.Start();
        var shops = simulated.GetService<ShopService>();
        await Together(simulated, () =>
        [
            shops.Change("tshop00000001", JsonBodyReader.FromForm(new() { ["name"] = "Changed" })),
            shops.Change("tshop00000001", JsonBodyReader.FromForm(new() { ["protocol"] = new JsonObject { ["WalletMinutes"] = "7" } })),
        ]);
        var shop = shops.Find("tshop00000001");
        Assert.Equal(("Changed", "7"), (shop.Name, shop.Protocol["WalletMinutes"]));
    }

    [Fact]
    public async Task Two_shops_that_are_added_at_once_without_an_id_are_two()
    {
        await using var simulated = await SimulatorFixture.Start();
        var shops = simulated.GetService<ShopService>();
        var added = new List<Task<KantanSim.Protocol.Shop>>();
        await Together(simulated, () =>
        {
            added.AddRange([shops.Add(JsonBodyReader.FromForm([])), shops.Add(JsonBodyReader.FromForm([]))]);
            return [.. added];
        });
        Assert.Equal(["tshop00000002", "tshop00000003"], (await Task.WhenAll(added)).Select(shop => shop.ShopId));
    }

    [Fact]
    public async Task Of_two_who_add_the_same_member_at_once_one_is_told()
    {
        await using var simulated = await SimulatorFixture.Start();
        var members = simulated.GetService<MemberService>();
        var told = Assert.ThrowsAsync<ProblemException>(() => Together(simulated, () =>
            [members.Add("twice", JsonBodyReader.FromForm(new() { ["name"] = "First" })), members.Add("twice", JsonBodyReader.FromForm(new() { ["name"] = "Second" }))]));
        Assert.Equal(("id", "First"), (Assert.Single((await told).Problem.Errors!).Field, members.Find("twice").Name));
    }

    [Fact]
    public async Task Of_two_who_take_the_same_address_at_once_one_is_told()
    {
        await using var simulated = await SimulatorFixture.Start();
        var members = simulated.GetService<MemberService>();
        JsonObject Address() => new() { ["email"] = "same@example.com" };
        var told = await Assert.ThrowsAsync<ProblemException>(() => Together(simulated, () => [members.Save("one", JsonBodyReader.FromForm(Address())), members.Save("other", JsonBodyReader.FromForm(Address()))]));
        Assert.Equal(("email", null), (Assert.Single(told.Problem.Errors!).Field, simulated.GetService<Members>().Find("other")));
    }

    [Fact]
    public async Task A_try_that_ends_while_a_notification_is_asked_for_once_more_is_kept()
    {
        await using var simulated = await SimulatorFixture.Start();
        var (ledger, sender) = (simulated.GetService<Ledger>(), simulated.GetService<NotificationSender>());
        var order = await simulated.Pay("MEANWHILE-3");
        await simulated.Advance("PT1M");
        var seen = ledger.FindNotification($"{order.AccessId}-1")!;
        await Together(simulated, () =>
        [
            simulated.GetService<Store>().Write(writing => ledger.Put(writing, seen with { Tries = seen.Tries + 7 })),
            sender.Resend(seen),
        ]);
        Assert.InRange(ledger.FindNotification(seen.Id)!.Tries, seen.Tries + 7, seen.Tries + 8);
    }

    [Fact]
    public async Task A_notification_that_is_asked_for_while_it_is_tried_is_tried_once_more()
    {
        await using var merchant = await SlowMerchant.Start();
        await using var simulated = await SimulatorFixture.Start();
        await simulated.GetService<ShopService>().Change(TestOrder.FirstShop, JsonBodyReader.FromForm(new() { ["notifyUrl"] = merchant.Url }));
        var order = await simulated.RequestPayment("MEANWHILE-4");
        await merchant.Asked;
        var asked = await simulated.CallApi(HttpMethod.Post, $"/notifications/{order.AccessId}-1/resend");
        Assert.Equal(("pending", 0), ((string?)asked["body"]!["state"], asked["body"]!["attempts"]!.AsArray().Count));
        merchant.Answer();
        await simulated.Until(async () => Attempts(await simulated.CallApi(HttpMethod.Get, $"/notifications/{order.AccessId}-1")) == 2);
        Assert.Equal(2, merchant.Asks);

        static int Attempts(JsonNode answer) => answer["body"]!["attempts"]!.AsArray().Count;
    }

    [Fact]
    public async Task A_notification_that_is_made_while_its_shop_is_reset_goes_with_its_transaction()
    {
        await using var simulated = await SimulatorFixture.Start();
        var (ledger, lists) = (simulated.GetService<Ledger>(), simulated.GetService<TransactionLists>());
        var order = await simulated.RequestPayment("MEANWHILE-5");
        // The reset has listed what was, when this is saved.
        await Together(simulated, () =>
        [
            simulated.GetService<TransactionPurger>().PurgeShop(TestOrder.FirstShop),
            ledger.Decide(order.AccessId, (before, _) => new Decision { Transaction = before, NotificationDrafts = [new(before.Status, [])] }),
        ]);
        Assert.Null(ledger.Find(order.AccessId));
        Assert.Empty((lists.NewestNotifications(long.MaxValue, 10, _ => true)).Items);
    }

    [Fact]
    public async Task A_member_who_is_deleted_while_its_page_is_saved_stays_deleted()
    {
        await using var simulated = await SimulatorFixture.Start();
        var members = simulated.GetService<MemberService>();
        var told = await Assert.ThrowsAsync<ProblemException>(() => Together(simulated, () => [members.Delete("taro"), members.Change("taro", JsonBodyReader.FromForm(new() { ["name"] = "Back" }))]));
        Assert.Equal((404, null), (told.Problem.Status, simulated.GetService<Members>().Find("taro")));
    }

    // The writer is held until both have asked: it does what they want in the order in which they came, and each has seen what was before.
    static async Task Together(SimulatorFixture simulated, Func<Task[]> ask)
    {
        using var asked = new ManualResetEventSlim();
        var held = simulated.GetService<Store>().Write(_ => asked.Wait(TestContext.Current.CancellationToken));
        Task[] answers;
        try { answers = ask(); }
        finally { asked.Set(); }
        await held;
        await Task.WhenAll(answers);
    }

    // What a browser posts of a form whose boxes are not ticked.
    static Dictionary<string, string> FormOf(DeskResponse page, string member)
    {
        var form = Regex.Match(page.Html, $"<form[^>]*data-testid=\"form-{member}\".*?</form>", RegexOptions.Singleline).Value;
        var fields = Regex.Matches(form, "<input (?=[^>]*name=\"(?<name>[^\"]*)\")(?=[^>]*value=\"(?<value>[^\"]*)\")(?![^>]*checkbox)[^>]*>").ToDictionary(field => field.Groups["name"].Value, field => field.Groups["value"].Value);
        foreach (Match chosen in Regex.Matches(form, "<select[^>]*name=\"([^\"]*)\"[^>]*><option value=\"([^\"]*)\">.*?</option><option value=\"([^\"]*)\"( selected)?>"))
            fields[chosen.Groups[1].Value] = chosen.Groups[4].Success ? chosen.Groups[3].Value : chosen.Groups[2].Value;
        return fields;
    }
}
